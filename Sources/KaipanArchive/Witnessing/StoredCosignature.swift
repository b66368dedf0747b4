import KaipanLog
import KaipanText

/// A witness's signature of a checkpoint, as the archive has it.
public struct StoredCosignature: Sendable {
    public var id: RecordID
    /// Of its entry in the log, from 0.
    public var position: Int64
    /// Of the checkpoint, in entries.
    public var size: Int64
    public var epoch: Int64
    public var signature: NoteSignature

    /// - Throws: `ArchiveError.damaged` where the record is none of a cosignature.
    init(_ record: StoredRecord) throws {
        let data = record.leaf.data
        guard let size = data["size"]?.integer, let epoch = data["epoch"]?.integer, let line = data["signature"]?.string,
            let signatures = try? NoteSignature.parse(lines: Array((line + "\n").utf8)), signatures.count == 1
        else { throw ArchiveError.damaged(object: "cosignature \(record.leaf.id)", reason: Damage.malformed("size, epoch, signature")) }
        id = record.leaf.id
        position = record.position
        self.size = size
        self.epoch = epoch
        signature = signatures[0]
    }

    /// When the witness says that it signed; nil where the signature is none of a witness.
    public var time: Timestamp? { Cosignature(signature)?.timestamp }

    package static func draft(_ signature: NoteSignature, size: Int64, epoch: Int64) -> Draft {
        Draft(
            .cosignature,
            data: ["size": .integer(size), "epoch": .integer(epoch), "signature": .string(String(signature.line.dropLast()))])
    }
}
