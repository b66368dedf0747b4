import KaipanText

/// What a message about a time stamp is about.
public enum TimeStampPart: String, Sendable, Hashable {
    case request, response, token, content, signer, certificate, trustAnchor

    /// Its name in a sentence.
    public var name: LocalizedText {
        switch self {
        case .request: LocalizedText(zh: "时间戳请求", en: "the time-stamp request")
        case .response: LocalizedText(zh: "时间戳服务的答复", en: "the time-stamp response")
        case .token: LocalizedText(zh: "时间戳", en: "the time-stamp token")
        case .content: LocalizedText(zh: "时间戳内容（TSTInfo）", en: "the token's content (TSTInfo)")
        case .signer: LocalizedText(zh: "时间戳的签名部分", en: "the token's signer information")
        case .certificate: LocalizedText(zh: "时间戳里的证书", en: "a certificate in the token")
        case .trustAnchor: LocalizedText(zh: "信任的根证书", en: "a trusted certificate")
        }
    }
}
