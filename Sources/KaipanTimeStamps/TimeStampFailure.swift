import KaipanText

/// Why an authority gave no time stamp (RFC 3161 section 2.4.2); the numbers are those of the bits.
public enum TimeStampFailure: Int, Sendable, Hashable, CaseIterable {
    case badAlgorithm = 0
    case badRequest = 2
    case badDataFormat = 5
    case timeNotAvailable = 14
    case unacceptedPolicy = 15
    case unacceptedExtension = 16
    case additionalInformationNotAvailable = 17
    case systemFailure = 25

    public var meaning: LocalizedText {
        switch self {
        case .badAlgorithm: LocalizedText(zh: "不支持该摘要算法", en: "unrecognised or unsupported algorithm")
        case .badRequest: LocalizedText(zh: "请求不被允许或不受支持", en: "transaction not permitted or supported")
        case .badDataFormat: LocalizedText(zh: "提交的数据格式不对", en: "the data submitted has the wrong format")
        case .timeNotAvailable: LocalizedText(zh: "服务的时间源不可用", en: "the authority's time source is not available")
        case .unacceptedPolicy: LocalizedText(zh: "不支持所要求的策略", en: "the requested policy is not supported")
        case .unacceptedExtension: LocalizedText(zh: "不支持所要求的扩展", en: "the requested extension is not supported")
        case .additionalInformationNotAvailable:
            LocalizedText(zh: "所要求的附加信息无法理解或无法提供", en: "the additional information requested is not understood or not available")
        case .systemFailure: LocalizedText(zh: "服务因系统故障无法处理请求", en: "the request cannot be handled due to system failure")
        }
    }
}
