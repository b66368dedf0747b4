import KaipanText

/// How a guided signing ended.
public enum SigningEnding: String, Sendable, Hashable, CaseIterable {
    /// All clauses were acknowledged.
    case completed
    /// The buyer did not agree to a record.
    case noConsent = "no-consent"
    case consentWithdrawn = "consent-withdrawn"
    /// Somebody ended it before.
    case abandoned

    public var name: LocalizedText {
        switch self {
        case .completed: LocalizedText(zh: "讲解完毕", en: "completed")
        case .noConsent: LocalizedText(zh: "客户不同意记录", en: "no consent")
        case .consentWithdrawn: LocalizedText(zh: "客户撤回同意", en: "consent withdrawn")
        case .abandoned: LocalizedText(zh: "提前结束", en: "ended early")
        }
    }
}
