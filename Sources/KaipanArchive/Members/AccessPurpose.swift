import KaipanText

/// What content is read for.
public enum AccessPurpose: String, Sendable, Hashable, Codable, CaseIterable {
    case complaint, dispute, quality, training, request, audit, service

    public var name: LocalizedText {
        switch self {
        case .complaint: LocalizedText(zh: "处理投诉", en: "a complaint")
        case .dispute: LocalizedText(zh: "诉讼仲裁", en: "a dispute before court or arbitrators")
        case .quality: LocalizedText(zh: "质量检查", en: "quality review")
        case .training: LocalizedText(zh: "培训", en: "training")
        case .request: LocalizedText(zh: "本人查询", en: "the customer's own request")
        case .audit: LocalizedText(zh: "合规审计", en: "an audit")
        case .service: LocalizedText(zh: "服务客户", en: "serving the customer")
        }
    }
}
