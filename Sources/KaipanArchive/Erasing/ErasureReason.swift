import KaipanText

/// Why content is erased (PIPL article 47).
public enum ErasureReason: String, Sendable, Hashable, CaseIterable {
    /// The purpose is achieved, or can't be.
    case purposeMet = "purpose-met"
    /// The period of keeping is over.
    case periodOver = "period-over"
    /// The customer withdrew the consent.
    case consentWithdrawn = "consent-withdrawn"
    /// It was processed against law or agreement.
    case unlawful
    /// The customer asks for it.
    case requested

    public var name: LocalizedText {
        switch self {
        case .purposeMet: LocalizedText(zh: "处理目的已实现或无法实现", en: "the purpose is achieved or cannot be")
        case .periodOver: LocalizedText(zh: "保存期限已届满", en: "the period of keeping is over")
        case .consentWithdrawn: LocalizedText(zh: "个人撤回同意", en: "the consent was withdrawn")
        case .unlawful: LocalizedText(zh: "处理违反法律或约定", en: "the processing was unlawful")
        case .requested: LocalizedText(zh: "本人要求删除", en: "the customer asks for it")
        }
    }
}
