import Crypto
import Foundation
import KaipanText

/// Takes the rows of a long object in order and compares them with what the object's leaf says; decrypts them where there is the key.
struct MediaStream {
    private let id: RecordID
    private let seal: Seal
    private let layout: MediaLayout
    private let key: DataKey?
    private let context: [UInt8]
    private var cipher: ChunkedEncryption?
    private var row: Int64 = 0
    private var length = 0
    private var ciphertext = SHA256()
    private var plaintext: HMAC<SHA256>?

    /// - Parameter key: nil for one that was destroyed; then the ciphertext alone is compared.
    /// - Throws: `ArchiveError.damaged` where the leaf names a length that no object has.
    init(_ id: RecordID, _ seal: Seal, key: DataKey?, context: [UInt8]) throws(ArchiveError) {
        guard let layout = MediaLayout(seal) else { throw .damaged(object: "media \(id)", reason: Damage.length(seal.length)) }
        self.id = id
        self.seal = seal
        self.layout = layout
        self.key = key
        self.context = context
        plaintext = key.map { HMAC<SHA256>(key: SymmetricKey(data: $0.mediaSalt(id))) }
    }

    /// How many rows there have to be.
    var rowCount: Int64 { layout.rowCount }

    /// - Parameters:
    ///   - bytes: of the next row.
    ///   - body: gets the plaintext of each chunk.
    /// - Throws: `ArchiveError.damaged` with the row or the encrypted chunk.
    mutating func take(_ bytes: [UInt8], _ body: (Data) throws -> Void = { _ in }) throws {
        defer { row += 1 }
        ciphertext.update(data: bytes)
        length += bytes.count
        guard row < layout.rowCount, bytes.count == layout.sealedLength(ofRow: row) else {
            throw ArchiveError.damaged(object: "chunk \(id) \(row)", reason: Damage.length(bytes.count))
        }
        guard let key else { return }
        if row == 0 {
            let header = bytes[..<ChunkedEncryption.headerLength]
            cipher = try Self.cipher(id, header, key, context)
        }
        guard let cipher else { return }
        var rest = bytes.dropFirst(MediaLayout.lead(ofRow: row))
        for number in layout.chunks(inRow: row) {
            let chunk = rest.prefix(layout.sealedLength(ofChunk: number))
            rest = rest.dropFirst(chunk.count)
            let text = try Self.open(chunk, number, cipher, id)
            plaintext?.update(data: text)
            try body(text)
        }
    }

    /// Compares the whole after the last row.
    ///
    /// - Throws: `ArchiveError.damaged`.
    func finish() throws(ArchiveError) {
        guard row == layout.rowCount else { throw .damaged(object: "chunk \(id) \(row)", reason: Damage.missing) }
        guard length == seal.length, Array(ciphertext.finalize()) == seal.digest else {
            throw .damaged(object: "media \(id)", reason: Damage.chunkDigest)
        }
        if let plaintext, Array(plaintext.finalize()) != seal.commitment { throw .damaged(object: "media \(id)", reason: Damage.commitment) }
    }

    /// The encryption of an object whose header is known.
    static func cipher(_ id: RecordID, _ header: ArraySlice<UInt8>, _ key: DataKey, _ context: [UInt8]) throws(ArchiveError) -> ChunkedEncryption {
        let cipher = key.chunkedEncryption(salt: Array(header.prefix(ChunkedEncryption.saltLength)), context: context)
        guard header.elementsEqual(cipher.header) else { throw .damaged(object: "chunk \(id) 0", reason: Damage.keyCommitment) }
        return cipher
    }

    static func open(_ chunk: ArraySlice<UInt8>, _ number: Int64, _ cipher: ChunkedEncryption, _ id: RecordID) throws(ArchiveError) -> Data {
        do { return try cipher.open(chunk, number: number) } catch {
            let row = number / MediaLayout.chunksPerRow
            throw .damaged(object: "chunk \(id) \(row)", reason: LocalizedText(
                zh: "第 \(number) 个加密块未通过校验（AES-GCM）", en: "encrypted chunk \(number) fails its check (AES-GCM)"))
        }
    }
}
