import Crypto
import Foundation
import KaipanLog
import KaipanText

extension ArchiveSession {
    /// Imports a file of conversations: its bytes, what was said, what was shown, what is missing, and what the rules find.
    ///
    /// One transaction; the same bytes are imported once.
    ///
    /// - Parameters:
    ///   - bytes: as they are stored.
    ///   - name: of the file.
    /// - Throws: `ImportError` where it can't be read; `ArchiveError`.
    public func importFile(_ bytes: [UInt8], name: String, _ context: ImportContext) throws -> ImportSummary {
        try require(.record)
        let read = try ConversationImporter(options: context.options).read(bytes, name: name)
        let digest = Hexadecimal.string(Array(SHA256.hash(data: bytes)))
        let earlier = try archive.entry(repeatKey: "import \(digest)")
        var batch = ImportBatch(self, read, bytes: bytes, name: name, context: context, stages: earlier == nil)
        do { try batch.build() } catch {
            try? archive.discardStaged(batch.staged)
            throw error
        }
        // A file that came before has the same key; what it says of other records may differ.
        if let earlier {
            var summary = batch.summary
            summary.repeated = true
            summary.positions = earlier..<earlier + 1
            return summary
        }
        let receipt: Receipt
        do { receipt = try append(batch.drafts, repeatKey: "import \(digest)") } catch {
            try? archive.discardStaged(batch.staged)
            throw error
        }
        var summary = batch.summary
        summary.positions = receipt.positions
        return summary
    }
}

extension Archive {
    /// The entry of the batch that came with an idempotency key; nil where none did.
    func entry(repeatKey: String) throws -> Int64? {
        let hash = Array(HMAC<SHA256>.authenticationCode(for: Array(repeatKey.utf8), using: hashing))
        return try database.read { try $0.first("select position from entry where repeat_key = $1", [.bytes(hash)])?.integer(0) }
    }

    /// The id of the conversation that a source knows by a key: the same for the same key, and telling nothing about it.
    ///
    /// After an erasure the room goes on as another conversation, so that a conversation has one key for ever.
    func conversation(_ format: ImportFormat, key: String) throws -> RecordID {
        for generation in 0... {
            let text = "conversation \(format.rawValue) \(generation)\n\(key)"
            let id = RecordID(bits: Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: hashing)))
            if try !versions(of: id).isEmpty, try keys.keys(of: .conversation(id)).isEmpty { continue }
            return id
        }
        throw ArchiveError.noRecord(id: key)
    }
}
