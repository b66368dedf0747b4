import KaipanText

/// Why a time stamp was not made, cannot be read, or proves nothing.
public enum TimeStampError: Error, Sendable, Hashable {
    /// The bytes are not what RFC 3161 and RFC 5652 prescribe.
    case malformed(TimeStampPart, reason: String)
    /// The authority gave no time stamp; `text` holds its own words.
    case rejected(TimeStampStatus, failures: [TimeStampFailure], text: String)
    /// An algorithm that this program does not verify, as its number with dots (SM2 and SM3 are among them): nothing is known then.
    case unsupportedAlgorithm(String)
    /// An extension that must be understood, and is not.
    case unsupportedExtension(String)
    /// The certificate that signed has a key or a form that this program cannot read.
    case unsupportedCertificate
    /// The time stamp is of other data.
    case wrongImprint
    /// The time stamp answers another request, or repeats an old answer.
    case wrongNonce
    case wrongPolicy(expected: String, found: String)
    /// What was signed is not the token's content.
    case altered
    /// No certificate with the signer's name and number is in the token or was given.
    case missingCertificate
    /// The certificate there is is not the one that the signature names.
    case wrongCertificate(subject: String)
    case invalidSignature(subject: String)
    /// The certificate is not for time stamps alone, or not marked so as RFC 3161 section 2.3 demands.
    case notForTimeStamps(subject: String)
    /// The certificate was not valid when it signed.
    case outsideValidity(subject: String, from: Timestamp, until: Timestamp, signed: Timestamp)
    /// No chain leads from the certificate to one that is trusted.
    case untrusted(subject: String, reasons: [String])

    /// What happened, what was expected and what to do.
    public var message: LocalizedText {
        switch self {
        case .malformed(let part, let reason):
            LocalizedText(
                zh: "\(part.name.zh)格式不对（\(reason)）。应符合 RFC 3161 和 RFC 5652；请核对文件是否完整、是否取错。",
                en: "The form of \(part.name.en) is wrong (\(reason)); RFC 3161 and RFC 5652 define it. Check that the file is whole and the right one.")
        case .rejected(let status, let failures, let text):
            LocalizedText(
                zh: "时间戳服务没有给出时间戳：\(Self.reasons(status, failures, text, .chinese))。请按原因处理后重试，或与服务商联系。",
                en: "The authority gave no time stamp: \(Self.reasons(status, failures, text, .english)). Remove the cause and try again, or ask the authority.")
        case .unsupportedAlgorithm(let algorithm):
            LocalizedText(
                zh: "时间戳未验证：本程序不支持算法 \(algorithm)（支持 RSA、ECDSA 与 SHA-256/384/512）。时间戳原样保留，请用出具机构的工具验证。",
                en: "Not verified: this program does not know the algorithm \(algorithm) (it knows RSA and ECDSA with SHA-256, SHA-384 and SHA-512). The token is kept as it is; verify it with the authority's own tool.")
        case .unsupportedExtension(let number):
            LocalizedText(
                zh: "时间戳未验证：含有本程序不认识的关键扩展 \(number)。请用出具机构的工具验证。",
                en: "Not verified: the token has the critical extension \(number), which this program does not know. Verify it with the authority's own tool.")
        case .unsupportedCertificate:
            LocalizedText(
                zh: "时间戳未验证：读不懂签名者的证书（密钥类型或格式不支持）。请用出具机构的工具验证。",
                en: "Not verified: the signer's certificate has a key or a form that this program cannot read. Verify the token with the authority's own tool.")
        case .wrongImprint:
            LocalizedText(
                zh: "时间戳不是这份数据的：摘要不同。请核对数据是否改动，或者时间戳是否取错。",
                en: "The time stamp is of other data: the digests differ. Check whether the data were changed or the token belongs to something else.")
        case .wrongNonce:
            LocalizedText(
                zh: "时间戳不是对这次请求的答复：随机数不同。不要使用，请重新申请。",
                en: "The time stamp does not answer this request: the nonces differ. Do not use it; ask again.")
        case .wrongPolicy(let expected, let found):
            LocalizedText(
                zh: "时间戳的策略是 \(found)，要求的是 \(expected)。",
                en: "The time stamp was made under the policy \(found), not \(expected).")
        case .altered:
            LocalizedText(
                zh: "时间戳被改动过：签名时的内容与现在的内容不一致。不能作为证明。",
                en: "The token was altered: what was signed is not its content. It proves nothing.")
        case .missingCertificate:
            LocalizedText(
                zh: "时间戳里没有签名者的证书，也没有另外提供。请向出具机构索取证书后再验证。",
                en: "The signer's certificate is neither in the token nor given. Get it from the authority and verify again.")
        case .wrongCertificate(let subject):
            LocalizedText(
                zh: "证书“\(subject)”不是签名中指明的那一张。请向出具机构索取正确的证书。",
                en: "The certificate of \(subject) is not the one that the signature names. Get the right one from the authority.")
        case .invalidSignature(let subject):
            LocalizedText(
                zh: "签名无效：不是“\(subject)”对这些内容的签名。时间戳不能作为证明。",
                en: "The signature is invalid: \(subject) did not sign this. The token proves nothing.")
        case .notForTimeStamps(let subject):
            LocalizedText(
                zh: "证书“\(subject)”不是专用于时间戳的（扩展密钥用途应为关键扩展，且只含时间戳一项）。时间戳不能作为证明。",
                en: "The certificate of \(subject) is not for time stamps alone (its extended key usage must be critical and hold nothing else). The token proves nothing.")
        case .outsideValidity(let subject, let from, let until, let signed):
            LocalizedText(
                zh: "证书“\(subject)”的有效期是 \(from.inChina) 至 \(until.inChina)，而时间戳的时间是 \(signed.inChina)（北京时间）。时间戳不能作为证明。",
                en: "The certificate of \(subject) was valid from \(from) until \(until), but the token says \(signed). It proves nothing.")
        case .untrusted(let subject, let reasons):
            LocalizedText(
                zh: "从证书“\(subject)”找不到通往受信任根证书的有效链\(reasons.isEmpty ? "" : "（\(reasons.joined(separator: "；"))）")。请核对信任的根证书和中间证书是否齐全。",
                en: "No valid chain leads from the certificate of \(subject) to a trusted one\(reasons.isEmpty ? "" : " (\(reasons.joined(separator: "; ")))"). Check that the trusted and the intermediate certificates are complete.")
        }
    }

    private static func reasons(_ status: TimeStampStatus, _ failures: [TimeStampFailure], _ text: String, _ language: Language) -> String {
        ([status.meaning[language]] + failures.map { $0.meaning[language] } + (text.isEmpty ? [] : [text]))
            .joined(separator: language == .chinese ? "；" : "; ")
    }
}
