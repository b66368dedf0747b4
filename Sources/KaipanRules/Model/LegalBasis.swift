import KaipanText

/// The article that a rule rests on, and when it is law.
public struct LegalBasis: Sendable, Hashable, Codable {
    /// The law's short title, such as 广告法.
    public var law: String
    /// The article, with paragraph or item in parentheses: `26(1)`.
    public var article: String?
    /// The first and the last day on which it is in force; nil is open.
    public var from: CivilDate?
    public var to: CivilDate?
    /// Whether the article was read in its original.
    public var verified: Bool
    /// Where it was read or reported.
    public var source: String?

    public init(
        law: String, article: String? = nil, from: CivilDate? = nil, to: CivilDate? = nil, verified: Bool, source: String? = nil
    ) {
        self.law = law
        self.article = article
        self.from = from
        self.to = to
        self.verified = verified
        self.source = source
    }

    /// Whether the article is law on a day.
    public func isInForce(on date: CivilDate) -> Bool {
        (from.map { $0 <= date } ?? true) && (to.map { date <= $0 } ?? true)
    }
}
