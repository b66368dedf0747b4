import Foundation
import KaipanText

/// What the number of a claim counts.
public enum ClaimUnit: String, Sendable, Hashable, Codable, CaseIterable {
    case metre
    case squareMetre = "square-metre"
    case yuan
    case yuanPerSquareMetre = "yuan-per-square-metre"
    case yuanPerMonth = "yuan-per-month"
    case yuanPerSquareMetreMonth = "yuan-per-square-metre-month"
    case percent
    case percentPerYear = "percent-per-year"
    /// 九八折 is 98: what of the price is paid.
    case percentOfPrice = "percent-of-price"
    case minute, hour, day, month, year
    /// Of parking spaces to homes, of floor area to land: 1:1.2 is 1.2.
    case ratio
    case count

    /// The words behind a number.
    public var name: LocalizedText {
        switch self {
        case .metre: LocalizedText(zh: "米", en: "m")
        case .squareMetre: LocalizedText(zh: "平方米", en: "m²")
        case .yuan: LocalizedText(zh: "元", en: "yuan")
        case .yuanPerSquareMetre: LocalizedText(zh: "元/平方米", en: "yuan/m²")
        case .yuanPerMonth: LocalizedText(zh: "元/月", en: "yuan a month")
        case .yuanPerSquareMetreMonth: LocalizedText(zh: "元/平方米·月", en: "yuan/m² a month")
        case .percent: LocalizedText(zh: "%", en: "%")
        case .percentPerYear: LocalizedText(zh: "%/年", en: "% a year")
        case .percentOfPrice: LocalizedText(zh: "%（折后价）", en: "% of the price")
        case .minute: LocalizedText(zh: "分钟", en: "minutes")
        case .hour: LocalizedText(zh: "小时", en: "hours")
        case .day: LocalizedText(zh: "天", en: "days")
        case .month: LocalizedText(zh: "个月", en: "months")
        case .year: LocalizedText(zh: "年", en: "years")
        case .ratio: LocalizedText(zh: "（比值）", en: "(ratio)")
        case .count: LocalizedText(zh: "个", en: "")
        }
    }

    init?(_ unit: MeasureUnit) {
        switch unit {
        case .percent: self = .percent
        case .yuan: self = .yuan
        case .year: self = .year
        case .month: self = .month
        case .day: self = .day
        case .hour: self = .hour
        case .minute: self = .minute
        case .squareMetre: self = .squareMetre
        case .metre: self = .metre
        case .none: return nil
        }
    }

    private var measure: MeasureUnit? {
        switch self {
        case .minute: .minute
        case .hour: .hour
        case .day: .day
        case .month: .month
        case .year: .year
        default: nil
        }
    }

    /// An amount of this unit in another one, or nil where the two have no fixed relation.
    public func convert(_ amount: Decimal, to other: ClaimUnit) -> Decimal? {
        if self == other { return amount }
        guard let measure, let target = other.measure else { return nil }
        return measure.convert(amount, to: target)
    }
}
