import KaipanText

/// How the script in force stands to one promise.
public struct ScriptRelation: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A clause that may be said says it.
        case allowed
        /// No clause says it.
        case notCovered = "not-covered"
        /// A clause forbids it, or says that it is not promised.
        case forbidden

        public var name: LocalizedText {
            switch self {
            case .allowed: LocalizedText(zh: "话术许可", en: "allowed")
            case .notCovered: LocalizedText(zh: "话术未涉及", en: "not covered")
            case .forbidden: LocalizedText(zh: "话术禁止", en: "forbidden")
            }
        }
    }

    public var document: String
    public var title: String
    public var version: String?
    public var kind: Kind
    public var comparison: ClaimComparison?
    public var citations: [Citation]
    public var promise: Citation
    public var note: LocalizedText
}
