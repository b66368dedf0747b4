import KaipanText

/// What became of a clause in a conversation.
public enum AdherenceOutcome: String, Sendable, Hashable, CaseIterable {
    case said
    /// Some of what it must contain was not there, or was left open.
    case partial
    case missing
    /// The opposite was said, or another number.
    case contradicted
    /// Said, but not where its place is.
    case outOfOrder = "out-of-order"
    /// The recording does not tell.
    case uncertain

    public var name: LocalizedText {
        switch self {
        case .said: LocalizedText(zh: "已说明", en: "said")
        case .partial: LocalizedText(zh: "说明不全", en: "partly said")
        case .missing: LocalizedText(zh: "未说明", en: "missing")
        case .contradicted: LocalizedText(zh: "说反了", en: "contradicted")
        case .outOfOrder: LocalizedText(zh: "次序不对", en: "out of order")
        case .uncertain: LocalizedText(zh: "无法判断", en: "uncertain")
        }
    }
}
