import KaipanText

/// The eight steps in which a complaint is handled, in their order.
public enum ComplaintStep: String, Sendable, Hashable, CaseIterable {
    case accept, confirm, assess, investigate, reply, close, followUp = "follow-up", feedback

    public var name: LocalizedText {
        switch self {
        case .accept: LocalizedText(zh: "受理投诉", en: "accept")
        case .confirm: LocalizedText(zh: "确认投诉", en: "confirm to the customer")
        case .assess: LocalizedText(zh: "评估投诉", en: "assess")
        case .investigate: LocalizedText(zh: "调查投诉", en: "investigate on site")
        case .reply: LocalizedText(zh: "回复投诉", en: "reply")
        case .close: LocalizedText(zh: "关闭投诉", en: "close")
        case .followUp: LocalizedText(zh: "回访跟踪", en: "follow up")
        case .feedback: LocalizedText(zh: "信息反馈", en: "feed back")
        }
    }

    /// Its place in the order, from 0.
    public var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
