import Foundation
import Glibc
import KaipanText

/// Reads a long object: whole, or any part of it, every byte authenticated before it is given.
public struct MediaReader: Sendable {
    private let archive: Archive
    private let record: StoredRecord
    private let seal: Seal
    private let key: DataKey
    private let cipher: ChunkedEncryption
    private let layout: MediaLayout

    /// Of the plaintext, in bytes.
    public var length: Int64 { layout.length }

    /// With which an outsider checks a disclosed file: HMAC-SHA256 of the file under this salt is the leaf's `seal.commit`.
    public var salt: [UInt8] { key.mediaSalt(record.leaf.id) }

    private var id: RecordID { record.leaf.id }

    /// - Throws: `ArchiveError.damaged` where header, key and leaf do not belong together.
    init(_ archive: Archive, _ record: StoredRecord, _ seal: Seal, _ key: DataKey) throws {
        guard let layout = MediaLayout(seal) else { throw ArchiveError.damaged(object: "media \(record.leaf.id)", reason: Damage.length(seal.length)) }
        guard key.commitment == seal.keyCommitment else {
            throw ArchiveError.damaged(object: "media \(record.leaf.id)", reason: Damage.keyCommitment)
        }
        let header = try archive.chunkBytes(of: record.leaf.id, row: 0, 0..<ChunkedEncryption.headerLength)
        cipher = try MediaStream.cipher(record.leaf.id, header[...], key, archive.context(record.leaf.type, record.leaf.id))
        self.archive = archive
        self.record = record
        self.seal = seal
        self.key = key
        self.layout = layout
    }

    /// Reads a part.
    ///
    /// - Parameter range: of the plaintext, in bytes, within its length.
    /// - Throws: `ArchiveError.damaged` with the row and the encrypted chunk; `.invalid` for a range outside.
    /// - Complexity: O(n) for n bytes of the range.
    public func bytes(in range: Range<Int64>) throws -> [UInt8] {
        guard range.lowerBound >= 0, range.upperBound <= length else {
            throw ArchiveError.invalid(what: LocalizedText(
                zh: "字节范围 \(range.lowerBound)..<\(range.upperBound) 超出文件，文件长 \(length) 字节。",
                en: "The bytes \(range.lowerBound)..<\(range.upperBound) are outside of the file, which has \(length)."))
        }
        guard !range.isEmpty else { return [] }
        let size = Int64(ChunkedEncryption.chunkLength)
        let wanted = range.lowerBound / size...(range.upperBound - 1) / size
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        var number = wanted.lowerBound
        while number <= wanted.upperBound {
            let row = number / MediaLayout.chunksPerRow
            let numbers = number..<min(layout.chunks(inRow: row).upperBound, wanted.upperBound + 1)
            let start = MediaLayout.lead(ofRow: row) + Int(number % MediaLayout.chunksPerRow) * ChunkedEncryption.sealedChunkLength
            let end = start + (numbers.count - 1) * ChunkedEncryption.sealedChunkLength + layout.sealedLength(ofChunk: numbers.upperBound - 1)
            var sealed = try archive.chunkBytes(of: id, row: row, start..<end)[...]
            for number in numbers {
                let chunk = sealed.prefix(layout.sealedLength(ofChunk: number))
                sealed = sealed.dropFirst(chunk.count)
                let text = try MediaStream.open(chunk, number, cipher, id)
                let from = Int(max(range.lowerBound - number * size, 0)), to = Int(min(range.upperBound - number * size, Int64(text.count)))
                result += text.dropFirst(from).prefix(to - from)
            }
            number = numbers.upperBound
        }
        return result
    }

    /// Reads everything, a chunk of 16 KiB at a time.
    ///
    /// - Parameter body: gets authenticated bytes; that nothing is missing and all is what the leaf commits to is known when this returns.
    /// - Throws: `ArchiveError.damaged`.
    public func each(_ body: (Data) throws -> Void) throws {
        var stream = try MediaStream(id, seal, key: key, context: archive.context(record.leaf.type, id))
        for row in 0..<stream.rowCount { try stream.take(archive.chunkBytes(of: id, row: row), body) }
        try stream.finish()
    }

    /// Writes everything to a file, which appears when all of it was compared with the leaf.
    ///
    /// - Parameter path: of a file that does not exist; its owner alone may read it.
    /// - Throws: `ArchiveError.damaged`, `.alreadyThere`, `.store` where the file can't be written.
    public func write(to path: String) throws {
        guard access(path, F_OK) != 0 else { throw ArchiveError.alreadyThere(place: path) }
        let partial = "\(path).part-\(RecordID.new())"
        let file = open(partial, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard file >= 0 else { throw Self.failure(path) }
        defer {
            close(file)
            unlink(partial)
        }
        try each { data in
            var rest = data
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
                guard count > 0 else { throw Self.failure(path) }
                rest = rest.dropFirst(count)
            }
        }
        guard fsync(file) == 0, rename(partial, path) == 0 else { throw Self.failure(path) }
    }

    private static func failure(_ path: String) -> ArchiveError { .store(reason: "\(path): \(String(cString: strerror(errno)))") }
}
