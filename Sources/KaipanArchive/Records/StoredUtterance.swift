import KaipanLog
import KaipanText

/// An utterance as the archive has it: its text is encrypted.
public struct StoredUtterance: Sendable {
    /// In the archive.
    public var id: Int64
    /// Of its transcript's entry in the log.
    public var position: Int64
    public var conversation: RecordID
    /// Without its text and details.
    public var utterance: Utterance
    var digest: [UInt8]
    var commitment: [UInt8]
    var ciphertext: [UInt8]

    /// - Parameter row: of the columns `Archive.utteranceColumns`.
    /// - Throws: `ArchiveError.damaged`.
    init(_ row: SQLRow) throws(ArchiveError) {
        id = try row.integer(0)
        position = try row.integer(1)
        let name = try row.text(2)
        guard let conversation = RecordID(name), let role = Utterance.Role(rawValue: try row.integer(4)),
            let kind = UtteranceKind(rawValue: try row.text(5))
        else {
            throw .damaged(object: "utterance \(name) \(try row.integer(3))", reason: Damage.malformed("conversation, role or kind"))
        }
        self.conversation = conversation
        utterance = Utterance(
            number: Int(try row.integer(3)), role: role, kind: kind, speaker: Int(try row.integer(6)),
            start: try row.optionalInteger(7), end: try row.optionalInteger(8),
            time: try row.optionalInteger(9).map(Timestamp.init(milliseconds:)), flags: Utterance.Flags(rawValue: try row.integer(10)),
            text: "")
        digest = try row.bytes(11)
        commitment = try row.bytes(12)
        ciphertext = try row.bytes(13)
    }

    /// Its entry in the transcript's tree.
    package func leaf() throws(CanonicalJSONError) -> [UInt8] { try utterance.leaf(digest: digest, commitment: commitment) }
}
