import Foundation

/// A number written in a text, in figures, in Chinese or in both.
public struct Numeral: Sendable, Equatable {
    /// How a number is written.
    public enum Notation: Sendable, Equatable {
        /// 20, 3,000, 1.5
        case arabic
        /// 二十, 二〇二四, 三点五, 百分之三
        case chinese
        /// 贰拾, 壹佰万
        case capital
        /// 3万, 1.2亿
        case mixed
    }

    /// The number; a percentage counts in hundredths, so 20%, 两成 and 百分之二十 are all 20. Of an approximate
    /// number it is the lower bound: 十多 is 10.
    public var value: Decimal
    /// The bytes of the number in the text, with 第, 百分之, the percent sign or 成.
    public var range: Range<Int>
    /// Whether the number is a share: 20%, 5‰, 两成, 百分之五, 三分之一.
    public var isPercent: Bool
    /// Whether 第 stands before it.
    public var isOrdinal: Bool
    /// Whether it is inexact: 十多, 三百余, 十几, 数十万, 三四十.
    public var isApproximate: Bool
    /// How it is written.
    public var notation: Notation

    /// Makes a numeral from its parts.
    public init(
        value: Decimal, range: Range<Int>, isPercent: Bool = false, isOrdinal: Bool = false, isApproximate: Bool = false,
        notation: Notation
    ) {
        self.value = value
        self.range = range
        self.isPercent = isPercent
        self.isOrdinal = isOrdinal
        self.isApproximate = isApproximate
        self.notation = notation
    }
}
