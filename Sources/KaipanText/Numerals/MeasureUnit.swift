import Foundation

/// What a number counts; the raw value is the name that rules use.
public enum MeasureUnit: String, Sendable, CaseIterable, Codable {
    case percent, yuan, year, month, day, hour, minute
    case squareMetre = "square-metre"
    case metre
    /// A bare number, or one of things that need no unit.
    case none

    /// An amount of this unit in another one, or nil where the two have no fixed relation.
    ///
    /// - Parameters:
    ///   - amount: The amount in this unit.
    ///   - other: The unit to count in.
    public func convert(_ amount: Decimal, to other: MeasureUnit) -> Decimal? {
        if self == other { return amount }
        // Division instead of a factor below one keeps 6 months at exactly half a year.
        return switch (self, other) {
        case (.year, .month): amount * 12
        case (.month, .year): amount / 12
        case (.day, .hour): amount * 24
        case (.day, .minute): amount * 1440
        case (.hour, .minute): amount * 60
        case (.hour, .day): amount / 24
        case (.minute, .hour): amount / 60
        case (.minute, .day): amount / 1440
        default: nil
        }
    }
}
