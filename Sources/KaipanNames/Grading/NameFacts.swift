import KaipanText

/// The measures of a project that decide which generic ending it may bear; what nobody said is missing.
public struct NameFacts: Sendable, Hashable {
    public var values: [NamingMeasure: Double]

    public init(_ values: [NamingMeasure: Double] = [:]) {
        self.values = values
    }

    /// Whether a need is met; nil where the fact is not known.
    public func meets(_ need: NamingNeed) -> Bool? {
        values[need.measure].map(need.isMet)
    }
}
