import KaipanLog
import KaipanText

/// A version of a script in the archive.
public struct StoredScript: Sendable {
    public var record: StoredRecord
    public var script: Script
    /// The file's own bytes in Base64, and its name.
    public var file: (name: String, bytes: String)

    public var id: RecordID { record.leaf.id }
    public var topic: String { record.leaf.data["topic"]?.string ?? "" }
    public var validFrom: Timestamp? { record.leaf.data["valid_from"]?.string.flatMap { Timestamp($0) } }
    public var validTo: Timestamp? { record.leaf.data["valid_to"]?.string.flatMap { Timestamp($0) } }
    public var approvers: [RecordID] { record.leaf.data["approvers"]?.array?.compactMap { $0.string.flatMap(RecordID.init) } ?? [] }

    /// - Throws: `ArchiveError.damaged` where the content is none of a script.
    init(_ record: StoredRecord, content: CanonicalJSON) throws {
        guard let title = content["title"]?.string, let clauses = content["clauses"]?.array?.map(ScriptClause.init), !clauses.contains(nil),
            let name = content["file"]?.string, let bytes = content["bytes"]?.string
        else { throw ArchiveError.damaged(object: "script \(record.leaf.id)", reason: Damage.malformed("title, clauses, file, bytes")) }
        self.record = record
        script = Script(title: title, clauses: clauses.compactMap(\.self))
        file = (name, bytes)
    }
}
