/// What a generic ending such as 花园 or 广场 may depend on.
public enum NamingMeasure: String, Sendable, Hashable, Codable, CaseIterable {
    /// Land used, in square metres.
    case landArea
    /// Gross floor area, in square metres.
    case floorArea
    /// Storeys of the main building.
    case floors
    /// Height of the main building, in metres.
    case height
    /// Green ratio, in per cent.
    case greenRatio
    /// Continuous open space without parking, in square metres.
    case openSpace
    /// Share of the land that is built on, in per cent.
    case coverage
    /// Gross floor area by land.
    case plotRatio

    /// Whether a rule bounds it from above: a villa must not be dense.
    public var isBoundedAbove: Bool { self == .coverage || self == .plotRatio }

    public var title: LocalizedText {
        switch self {
        case .landArea: LocalizedText(zh: "用地面积", en: "land")
        case .floorArea: LocalizedText(zh: "总建筑面积", en: "gross floor area")
        case .floors: LocalizedText(zh: "层数", en: "storeys")
        case .height: LocalizedText(zh: "建筑高度", en: "height")
        case .greenRatio: LocalizedText(zh: "绿地率", en: "green ratio")
        case .openSpace: LocalizedText(zh: "集中空地面积", en: "open space")
        case .coverage: LocalizedText(zh: "建筑密度", en: "coverage")
        case .plotRatio: LocalizedText(zh: "容积率", en: "plot ratio")
        }
    }

    /// The unit behind a number; empty for ratios.
    public var unit: LocalizedText {
        switch self {
        case .landArea, .floorArea, .openSpace: LocalizedText(zh: "平方米", en: " m²")
        case .floors: LocalizedText(zh: "层", en: "")
        case .height: LocalizedText(zh: "米", en: " m")
        case .greenRatio, .coverage: LocalizedText(zh: "%", en: "%")
        case .plotRatio: LocalizedText(zh: "", en: "")
        }
    }
}
