/// Names a piece of the archive that a statement rests on, so that it is found in one step.
public struct SourceReference: Sendable, Hashable {
    /// What the piece is a part of.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case utterance, document, clause, script, signing, record
    }

    public var kind: Kind
    /// The record's id: of an utterance its conversation, of a clause its document.
    public var record: String
    /// The number of the utterance, the id of the clause; nil where the whole record is meant.
    public var part: String?

    public init(kind: Kind, record: String, part: String? = nil) {
        self.kind = kind
        self.record = record
        self.part = part
    }
}
