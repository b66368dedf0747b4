import KaipanText

/// What a text can say of a promise.
public protocol RelationKind: RawRepresentable<String>, Sendable, Hashable, CaseIterable {
    /// The name that people read.
    var name: LocalizedText { get }
}

/// How one text stands to one promise: a document, or the script in force.
public struct LedgerRelation<Kind: RelationKind>: Sendable, Hashable {
    /// Of the text's record.
    public var document: String
    public var title: String
    public var version: String?
    public var kind: Kind
    /// How the claims compare, where the text has one of its own.
    public var comparison: ClaimComparison?
    /// In the text: what states, contradicts, allows or forbids; empty where it says nothing.
    public var citations: [Citation]
    /// The promise's own words.
    public var promise: Citation
    public var note: LocalizedText
    /// Clauses that exclude what was said elsewhere, named even where something else decides; nil for a script, which has none.
    public var exclusions: [Citation]?

    init(_ text: LedgerDocument, to promise: Promise, _ kind: Kind, _ note: LocalizedText, exclusions: [Citation]? = nil) {
        document = text.id
        title = text.title
        version = text.version
        self.kind = kind
        citations = []
        self.promise = promise.citation
        self.note = note
        self.exclusions = exclusions
    }
}
