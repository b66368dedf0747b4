import KaipanText

/// Why a hit has its grade, with the text of law or the city's rule that it rests on.
public struct NameReason: Sendable, Hashable {
    public var message: LocalizedText
    /// The law's name; nil where the reason is a fact.
    public var law: String?
    /// The article, such as `9.1(8)`.
    public var article: String?
    /// Whether the text was read in its original.
    public var isVerified: Bool

    init(_ zh: String, _ en: String, law: String? = nil, article: String? = nil, isVerified: Bool = true) {
        message = LocalizedText(zh: zh, en: en)
        self.law = law
        self.article = article
        self.isVerified = isVerified
    }
}
