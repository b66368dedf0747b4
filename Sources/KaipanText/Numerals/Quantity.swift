import Foundation

/// A number with what it counts.
public struct Quantity: Sendable, Equatable {
    /// The number as written.
    public var numeral: Numeral
    /// What it counts.
    public var unit: MeasureUnit
    /// The amount in the unit: 五十万元 is 500,000 yuan, 3公里 is 3,000 metres, 一年半 is 1.5 years.
    public var value: Decimal
    /// The bytes of the number and its unit in the text, with a currency sign before it.
    public var range: Range<Int>

    /// Makes a quantity from its parts.
    public init(numeral: Numeral, unit: MeasureUnit, value: Decimal, range: Range<Int>) {
        self.numeral = numeral
        self.unit = unit
        self.value = value
        self.range = range
    }

    /// The amount in another unit, or nil where the two have no fixed relation.
    ///
    /// - Parameter other: The unit to count in.
    public func value(in other: MeasureUnit) -> Decimal? {
        unit.convert(value, to: other)
    }
}
