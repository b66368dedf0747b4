import KaipanText

/// A day, or the days among which it lies, as somebody named it.
public struct ClaimDate: Sendable, Hashable {
    /// How exactly it was named.
    public enum Precision: String, Sendable, Hashable, CaseIterable {
        case day, month, quarter, half, year
    }

    /// The first and the last day that the words allow.
    public var first: CivilDate
    public var last: CivilDate
    public var precision: Precision

    public init(first: CivilDate, last: CivilDate, precision: Precision) {
        self.first = first
        self.last = last
        self.precision = precision
    }

    public var description: String { first == last ? "\(first)" : "\(first)…\(last)" }
}
