import Foundation

/// A file of hashes of one level, C2SP tlog-tiles v0.1.0.
public struct HashTile: Sendable, Hashable {
    /// Its kind is hashes of a level.
    public let path: TilePath
    public let hashes: [LogHash]

    /// Reads the bytes of a tile.
    ///
    /// - Parameters:
    ///   - path: of hashes.
    ///   - bytes: 32 for each hash.
    /// - Throws: `TileError.length` where they do not go with the path's width, `.notHashes`.
    public init(_ path: TilePath, bytes: some ContiguousBytes) throws(TileError) {
        guard case .hashes = path.kind else { throw .notHashes(path) }
        let (hashes, count) = bytes.withUnsafeBytes { raw in
            guard raw.count == path.width * LogHash.length else { return ([LogHash](), raw.count) }
            return (
                (0..<path.width).map {
                    LogHash(raw: UnsafeRawBufferPointer(rebasing: raw[$0 * LogHash.length..<($0 + 1) * LogHash.length]))
                },
                raw.count
            )
        }
        guard hashes.count == path.width else { throw .length(path, expected: path.width * LogHash.length, found: count) }
        self.path = path
        self.hashes = hashes
    }

    /// Builds a tile from the nodes of a tree.
    ///
    /// - Parameters:
    ///   - path: of hashes; a tile that the tree has.
    ///   - reader: asked once for all of them.
    /// - Throws: `TileError.notHashes`; what the reader throws.
    public init(_ path: TilePath, from reader: some NodeReader) throws {
        guard case .hashes(let level) = path.kind else { throw TileError.notHashes(path) }
        self.path = path
        hashes = try reader.read(path.leaves.map { TreePosition(level: 8 * level, index: $0) })
    }

    /// The bytes of the file.
    public var bytes: [UInt8] { hashes.flatMap(\.bytes) }
}
