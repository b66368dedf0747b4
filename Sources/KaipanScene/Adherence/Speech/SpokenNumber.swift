import Foundation
import KaipanText

/// A number that is said, with what it counts.
package struct SpokenNumber: Sendable, Hashable {
    /// What a number is one of.
    enum Kind: Sendable, Hashable {
        case amount(MeasureUnit), year, month, day, ordinal, bare
    }

    var kind: Kind
    var value: Decimal
    /// 十几, 三四十.
    var isApproximate: Bool
    /// The units that say it, with its unit of measure.
    var units: Range<Int>

    /// Whether both count the same, so that one may stand where the other should.
    func isComparable(_ other: SpokenNumber) -> Bool {
        switch (kind, other.kind) {
        case (.amount(let a), .amount(let b)): a.convert(1, to: b) != nil && a != .none
        case (.year, .year), (.month, .month), (.day, .day), (.ordinal, .ordinal): true
        // 第018号 may be said without 第.
        case (.day, .ordinal), (.ordinal, .day), (.day, .amount(.day)), (.amount(.day), .day), (.year, .amount(.year)), (.amount(.year), .year): true
        default: false
        }
    }

    func equals(_ other: SpokenNumber) -> Bool {
        if case .amount(let a) = kind, case .amount(let b) = other.kind, a != b { return a.convert(value, to: b) == other.value }
        guard value == other.value else { return false }
        return isComparable(other) || kind.isBare && other.kind != .ordinal || other.kind.isBare && kind != .ordinal
    }
}

extension SpokenNumber.Kind {
    /// A number without a unit, which may have been lost.
    var isBare: Bool { self == .bare || self == .amount(.none) }
}
