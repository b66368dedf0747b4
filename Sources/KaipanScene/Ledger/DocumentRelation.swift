import KaipanText

/// How one document stands to one promise.
public enum DocumentRelation: String, RelationKind {
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
