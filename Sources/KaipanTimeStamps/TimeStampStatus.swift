import KaipanText

/// How an authority answered (RFC 3161 section 2.4.2).
public enum TimeStampStatus: Int, Sendable, Hashable, CaseIterable {
    case granted = 0
    case grantedWithModifications
    case rejection
    case waiting
    case revocationWarning
    case revocationNotification

    /// Whether a token comes with the answer.
    public var hasToken: Bool { self == .granted || self == .grantedWithModifications }

    public var meaning: LocalizedText {
        switch self {
        case .granted: LocalizedText(zh: "已签发", en: "granted")
        case .grantedWithModifications: LocalizedText(zh: "已签发，但与请求有出入", en: "granted with modifications")
        case .rejection: LocalizedText(zh: "请求被拒绝", en: "the request was rejected")
        case .waiting: LocalizedText(zh: "请求尚未处理", en: "the request was not processed yet")
        case .revocationWarning: LocalizedText(zh: "证书即将吊销", en: "a revocation is imminent")
        case .revocationNotification: LocalizedText(zh: "证书已经吊销", en: "a revocation has occurred")
        }
    }
}
