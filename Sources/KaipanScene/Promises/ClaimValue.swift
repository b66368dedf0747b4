import Foundation
import KaipanText

/// The number of a claim, exact.
public struct ClaimValue: Sendable, Hashable {
    public var number: Decimal
    public var unit: ClaimUnit
    /// Whether the words leave it open: 十多分钟, 三百米左右.
    public var isApproximate: Bool

    public init(_ number: Decimal, _ unit: ClaimUnit, isApproximate: Bool = false) {
        self.number = number
        self.unit = unit
        self.isApproximate = isApproximate
    }

    /// For people.
    public var text: LocalizedText {
        let about = isApproximate ? ("约 ", "about ") : ("", "")
        return LocalizedText(zh: "\(about.0)\(number)\(unit.name.zh)", en: "\(about.1)\(number) \(unit.name.en)")
    }
}
