import KaipanText

/// What sales talk makes promises about.
public enum PromiseTopic: String, Sendable, Codable, CaseIterable, Comparable {
    case school, metro, area, price, discount, delivery
    case fitOut = "fit-out"
    case facilities
    case propertyFee = "property-fee"
    case parking, registration, loan
    case returns = "return"
    case view

    /// The name that people read.
    public var title: LocalizedText {
        switch self {
        case .school: LocalizedText(zh: "学校", en: "School")
        case .metro: LocalizedText(zh: "地铁与交通", en: "Metro and transport")
        case .area: LocalizedText(zh: "面积", en: "Area")
        case .price: LocalizedText(zh: "价格", en: "Price")
        case .discount: LocalizedText(zh: "优惠与赠送", en: "Discounts and gifts")
        case .delivery: LocalizedText(zh: "交付时间", en: "Delivery")
        case .fitOut: LocalizedText(zh: "装修标准", en: "Fit-out")
        case .facilities: LocalizedText(zh: "配套设施", en: "Facilities")
        case .propertyFee: LocalizedText(zh: "物业费", en: "Property fee")
        case .parking: LocalizedText(zh: "车位", en: "Parking")
        case .registration: LocalizedText(zh: "产权证与落户", en: "Title and registration")
        case .loan: LocalizedText(zh: "贷款与首付", en: "Loan and down payment")
        case .returns: LocalizedText(zh: "升值与回报", en: "Appreciation and return")
        case .view: LocalizedText(zh: "景观与采光", en: "View and light")
        }
    }

    public static func < (a: PromiseTopic, b: PromiseTopic) -> Bool { a.rawValue < b.rawValue }
}
