import KaipanText

/// What complaints come from, as the trade counts them.
public enum ComplaintCause: String, Sendable, Hashable, CaseIterable {
    case salesPromise = "sales-promise", quality, design, service, cost, other

    public var name: LocalizedText {
        switch self {
        case .salesPromise: LocalizedText(zh: "销售承诺", en: "sales promise")
        case .quality: LocalizedText(zh: "工程质量与维修", en: "building quality and repairs")
        case .design: LocalizedText(zh: "产品设计", en: "design")
        case .service: LocalizedText(zh: "物业与服务", en: "property service")
        case .cost: LocalizedText(zh: "成本优化（减配）", en: "cost cutting")
        case .other: LocalizedText(zh: "其他", en: "other")
        }
    }
}
