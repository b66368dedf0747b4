/// How a long object lies in the rows of the table `chunk`: 64 encrypted chunks a row, the header before the first of them.
struct MediaLayout: Sendable {
    /// Encrypted chunks in a row.
    static let chunksPerRow: Int64 = 64
    /// The plaintext of a row, in bytes.
    static let rowLength = Int(chunksPerRow) * ChunkedEncryption.chunkLength

    /// Of the plaintext, in bytes.
    let length: Int64

    /// - Parameter seal: nil comes of a length that no object has.
    init?(_ seal: Seal) {
        guard let length = ChunkedEncryption.messageLength(sealed: Int64(seal.length)) else { return nil }
        self.length = length
    }

    /// How many encrypted chunks there are; the last is shorter than the others.
    var chunkCount: Int64 { length / Int64(ChunkedEncryption.chunkLength) + 1 }

    var rowCount: Int64 { (chunkCount - 1) / Self.chunksPerRow + 1 }

    /// The chunks of a row.
    func chunks(inRow row: Int64) -> Range<Int64> { row * Self.chunksPerRow..<min((row + 1) * Self.chunksPerRow, chunkCount) }

    /// How many bytes an encrypted chunk has.
    func sealedLength(ofChunk number: Int64) -> Int {
        number < chunkCount - 1
            ? ChunkedEncryption.sealedChunkLength
            : Int(length % Int64(ChunkedEncryption.chunkLength)) + ChunkedEncryption.tagLength
    }

    /// How many bytes of the row come before its first chunk.
    static func lead(ofRow row: Int64) -> Int { row == 0 ? ChunkedEncryption.headerLength : 0 }

    /// How many bytes a row has.
    func sealedLength(ofRow row: Int64) -> Int {
        let chunks = chunks(inRow: row)
        return Self.lead(ofRow: row) + (chunks.count - 1) * ChunkedEncryption.sealedChunkLength + sealedLength(ofChunk: chunks.upperBound - 1)
    }
}
