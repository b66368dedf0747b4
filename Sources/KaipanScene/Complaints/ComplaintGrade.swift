import KaipanText

/// How grave a complaint is.
public enum ComplaintGrade: String, Sendable, Hashable, CaseIterable {
    case general, important, hot, major

    public var name: LocalizedText {
        switch self {
        case .general: LocalizedText(zh: "一般", en: "general")
        case .important: LocalizedText(zh: "重要", en: "important")
        case .hot: LocalizedText(zh: "热点", en: "hot")
        case .major: LocalizedText(zh: "重大", en: "major")
        }
    }
}
