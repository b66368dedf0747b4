import KaipanRules
import KaipanText

/// A document that promises are held against: a version of a brochure, the script in force, the contract, a supplement.
public struct LedgerDocument: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case brochure, script, contract, supplement
    }

    /// Of its record.
    public var id: String
    public var kind: Kind
    public var title: String
    public var version: String?
    public var validFrom: Timestamp?
    public var validTo: Timestamp?
    public var passages: [Passage]
    /// The parts that forbid what they say: of a script its forbidden clauses, by their ids.
    public var forbidden: Set<String>
    /// Whether it advertises: a price list is shown as well, and is no advertising.
    public var isAdvertising: Bool
    /// What its passages state, refuse and exclude.
    public var statements: [Promise]

    /// - Parameters:
    ///   - passages: its clauses or pages; whoever wrote them speaks as the seller.
    ///   - forbidden: the parts that forbid what they say.
    public init(
        id: String, kind: Kind, title: String, version: String? = nil, validFrom: Timestamp? = nil, validTo: Timestamp? = nil,
        passages: [Passage], forbidden: Set<String> = [], extractor: PromiseExtractor, isAdvertising: Bool = true
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.version = version
        self.validFrom = validFrom
        self.validTo = validTo
        self.passages = passages.map { passage in
            var passage = passage
            passage.role = .seller
            return passage
        }
        self.forbidden = forbidden
        self.isAdvertising = isAdvertising
        statements = extractor.statements(in: self.passages)
    }

    func forbids(_ statement: Promise) -> Bool { statement.citation.source.part.map(forbidden.contains) ?? false }
}
