import KaipanLog
import KaipanText

/// The columns of an utterance that a search needs.
struct SearchedUtterance: Sendable {
    var id: Int64
    var conversation: RecordID
    var number: Int64
    var role: Utterance.Role
    var speaker: Int64
    var start: Int64?
    var time: Timestamp?
    private var ciphertext: [UInt8]

    static let columns = "id, conversation, number, role, speaker, start, time, body"

    init(_ row: SQLRow) throws {
        id = try row.integer(0)
        let name = try row.text(1)
        number = try row.integer(2)
        guard let conversation = RecordID(name), let role = Utterance.Role(rawValue: try row.integer(3)) else {
            throw ArchiveError.damaged(object: "utterance \(id)", reason: Damage.malformed("role or conversation"))
        }
        self.conversation = conversation
        self.role = role
        speaker = try row.integer(4)
        start = try row.optionalInteger(5)
        time = try row.optionalInteger(6).map(Timestamp.init(milliseconds:))
        ciphertext = try row.bytes(7)
    }

    /// The decrypted text.
    /// - Throws: `ArchiveError.damaged`.
    func text(_ archive: Archive, _ key: DataKey) throws -> String {
        let object = "utterance \(id)"
        let (_, body) = try archive.opened(ciphertext, key, archive.context(conversation, Int(number)), object)
        guard let value = try? CanonicalJSON(parsing: body), let text = value["text"]?.string else {
            throw ArchiveError.damaged(object: object, reason: Damage.noJSON)
        }
        return text
    }
}
