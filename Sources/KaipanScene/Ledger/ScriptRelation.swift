import KaipanText

/// How the script in force stands to one promise.
public enum ScriptRelation: String, RelationKind {
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
