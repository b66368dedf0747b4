import KaipanText

/// Where a statement of a scene comes from: a record, its place in the log, and a piece of it.
public struct SceneSource: Sendable, Hashable, Encodable {
    /// The record's id.
    public var record: String
    public var type: String
    /// Of the record's newest known version in the log, from 0; nil where the archive has no such record.
    public var position: Int64?
    /// The number of an utterance.
    public var utterance: Int?
    /// The id of a clause.
    public var clause: String?

    public init(record: String, type: String, position: Int64?, utterance: Int? = nil, clause: String? = nil) {
        self.record = record
        self.type = type
        self.position = position
        self.utterance = utterance
        self.clause = clause
    }

    /// What a page calls the place: ASCII letters, digits and hyphens.
    var anchor: String {
        if let utterance { return "u-\(record)-\(utterance)" }
        if let clause { return "k-\(record)-\(Hexadecimal.string(Array(clause.utf8)))" }
        return "r-\(record)"
    }
}
