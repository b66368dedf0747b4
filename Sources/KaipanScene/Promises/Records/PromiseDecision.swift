import KaipanText

/// What a person says of a promise that a rule proposed.
public enum PromiseDecision: String, Sendable, Hashable, CaseIterable, Encodable {
    case confirmed, rejected

    public var name: LocalizedText {
        switch self {
        case .confirmed: LocalizedText(zh: "已确认", en: "confirmed")
        case .rejected: LocalizedText(zh: "已驳回", en: "rejected")
        }
    }
}
