import Crypto
import Foundation
import KaipanLog
import KaipanText
import KaipanTimeStamps

/// A time stamp as the archive has it: of a checkpoint, or of an earlier time stamp that it renews.
public struct StoredTimeStamp: Sendable {
    public var id: RecordID
    /// Of its entry in the log, from 0.
    public var position: Int64
    /// When it was recorded, by the clock of the machine that did.
    public var recorded: Timestamp
    /// Of the checkpoint that it goes back to, in entries; a renewal repeats those of the time stamp that it renews.
    public var size: Int64
    public var epoch: Int64
    /// The SHA-256 of what was stamped.
    public var digest: [UInt8]
    /// The time stamp that it renews; nil where it is of a checkpoint.
    public var renewed: RecordID?
    /// As the authority issued it.
    public var token: [UInt8]
    /// What the record says of the token, so that a reader without a decoder knows it.
    var policy: String
    var serialNumber: String
    package var time: Timestamp

    /// - Throws: `ArchiveError.damaged` where the record is none of a time stamp.
    init(_ record: StoredRecord, in archive: Archive) throws {
        let data = record.leaf.data
        var text = data["token"]?.string
        if text == nil, case .open(let body, _) = try archive.open(record) { text = body["token"]?.string }
        guard let size = data["size"]?.integer, let epoch = data["epoch"]?.integer, let digest = data["sha256"]?.string.flatMap(LogHash.init(hex:)),
            let policy = data["policy"]?.string, let serialNumber = data["serial"]?.string,
            let time = data["time"]?.string.flatMap({ Timestamp($0) }), let token = text.flatMap({ Data(base64Encoded: $0) })
        else { throw ArchiveError.damaged(object: "time-stamp \(record.leaf.id)", reason: Damage.malformed("size, epoch, sha256, policy, serial, time, token")) }
        id = record.leaf.id
        position = record.position
        recorded = record.leaf.time
        self.size = size
        self.epoch = epoch
        self.digest = digest.bytes
        renewed = record.leaf.links.first { $0.relation == .subject }?.target
        self.token = [UInt8](token)
        self.policy = policy
        self.serialNumber = serialNumber
        self.time = time
    }

    /// The longest token that stands in the entry itself, in bytes; one in Base64 takes a third more, and the rest of the entry 1 KB.
    private static let openLimit = 45_000

    /// The record of a token.
    ///
    /// - Parameters:
    ///   - stamped: the bytes of the note, or of the token that is renewed.
    ///   - checked: what was verified: `chain`, `signature`, `imprint`.
    package static func draft(
        _ token: TimeStampToken, of stamped: [UInt8], size: Int64, epoch: Int64, renewing old: RecordID?, checked: String
    ) -> Draft {
        let text = CanonicalJSON.string(Data(token.bytes).base64EncodedString())
        var draft = Draft(
            .timeStamp, links: old.map { [Link(.subject, $0)] } ?? [],
            data: [
                "of": .string(old == nil ? "checkpoint" : "token"), "size": .integer(size), "epoch": .integer(epoch),
                "sha256": .string(Hexadecimal.string(SHA256.hash(data: stamped))), "policy": .string(token.info.policy),
                "serial": .string(token.info.serialNumber.description), "time": .string(token.info.time.description),
                "checked": .string(checked),
            ])
        // The content of the archive's own key is never erased.
        if token.bytes.count <= openLimit { draft.data["token"] = text } else { draft.content = (.archive, .object(["token": text])) }
        return draft
    }
}
