import KaipanText

/// How a page was marked; the raw value is the record's.
public enum AcknowledgementMark: String, Sendable, Hashable, CaseIterable {
    case none, tick, signature, handwriting

    public var name: LocalizedText {
        switch self {
        case .none: LocalizedText(zh: "无", en: "nothing")
        case .tick: LocalizedText(zh: "勾选", en: "a tick")
        case .signature: LocalizedText(zh: "签字", en: "a signature")
        case .handwriting: LocalizedText(zh: "手写", en: "handwriting")
        }
    }
}
