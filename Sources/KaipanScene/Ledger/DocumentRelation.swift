import KaipanText

/// How one document stands to one promise.
public struct DocumentRelation: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// It says what was promised, or more.
        case stated
        /// It says less: without the name, the number or the date, or with a smaller number.
        case narrowed
        /// It says something that cannot be true beside the promise, or that it is not promised.
        case contradicted
        /// It says nothing of it.
        case absent
        /// It says nothing of it, and a clause of it takes back what was said elsewhere.
        case excluded

        public var name: LocalizedText {
            switch self {
            case .stated: LocalizedText(zh: "已载明", en: "stated")
            case .narrowed: LocalizedText(zh: "有所缩小", en: "narrowed")
            case .contradicted: LocalizedText(zh: "与之不符", en: "contradicted")
            case .absent: LocalizedText(zh: "未提及", en: "absent")
            case .excluded: LocalizedText(zh: "未提及，另有条款排除", en: "excluded by a clause")
            }
        }
    }

    /// Of the document's record.
    public var document: String
    public var title: String
    public var version: String?
    public var kind: Kind
    /// How the claims compare, where the document has one of its own.
    public var comparison: ClaimComparison?
    /// In the document: what states, contradicts or excludes; empty where it is absent.
    public var citations: [Citation]
    /// The promise's own words.
    public var promise: Citation
    public var note: LocalizedText

    /// What takes part in the comparison beside a claim of its own: a clause that excludes, named even where something else decides.
    public var exclusions: [Citation]
}
