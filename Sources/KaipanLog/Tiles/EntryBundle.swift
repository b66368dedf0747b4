import Foundation

/// A file of entries, each behind its length in two bytes, the higher first.
///
/// C2SP tlog-tiles v0.1.0.
public struct EntryBundle: Sendable, Hashable {
    /// The longest entry, in bytes.
    public static let maximumEntryLength = 65_535

    /// Up to 256, in order.
    public let entries: [[UInt8]]

    /// - Parameter entries: 1…256 of at most 65,535 bytes each.
    /// - Throws: `TileError.entryTooLong`, `.entryCount`.
    public init(_ entries: [[UInt8]]) throws(TileError) {
        guard (1...TilePath.fullWidth).contains(entries.count) else {
            throw .entryCount(expected: TilePath.fullWidth, found: entries.count)
        }
        if let place = entries.firstIndex(where: { $0.count > Self.maximumEntryLength }) {
            throw .entryTooLong(index: place, length: entries[place].count)
        }
        self.entries = entries
    }

    /// Reads the bytes of a bundle.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - width: how many entries it has, from its path.
    /// - Throws: `TileError.truncated`, `.entryCount`.
    public init(parsing bytes: some ContiguousBytes, width: Int) throws(TileError) {
        let result = bytes.withUnsafeBytes { raw -> Result<[[UInt8]], TileError> in
            var entries: [[UInt8]] = []
            var offset = 0
            while offset < raw.count {
                guard offset + 2 <= raw.count else { return .failure(.truncated(offset: offset)) }
                let length = Int(raw[offset]) << 8 | Int(raw[offset + 1])
                guard offset + 2 + length <= raw.count else { return .failure(.truncated(offset: offset)) }
                entries.append(Array(raw[offset + 2..<offset + 2 + length]))
                offset += 2 + length
            }
            return .success(entries)
        }
        let entries = try result.get()
        guard entries.count == width else { throw .entryCount(expected: width, found: entries.count) }
        try self.init(entries)
    }

    /// The bytes of the file.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.reduce(0) { $0 + 2 + $1.count })
        for entry in entries {
            bytes += [UInt8(entry.count >> 8), UInt8(entry.count & 255)]
            bytes += entry
        }
        return bytes
    }
}
