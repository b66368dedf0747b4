import KaipanRules
import KaipanText

extension Severity {
    /// The severity in words.
    public var title: LocalizedText {
        switch self {
        case .error: LocalizedText(zh: "错误", en: "error")
        case .warning: LocalizedText(zh: "警告", en: "warning")
        case .notice: LocalizedText(zh: "提示", en: "notice")
        }
    }
}
