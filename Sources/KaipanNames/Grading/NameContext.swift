import KaipanText

/// The facts about a project that decide which hits matter.
public struct NameContext: Sendable, Hashable {
    /// The division of the project, six digits; nil where it is not said.
    public var city: String?
    /// Where the project stands, for distances.
    public var coordinate: Coordinate?
    /// The classes that the name is to be used in; 36 and 37 (estate agency, building) where none is said.
    public var classes: NiceClasses = []
    /// The companies of the group, whose own entries do not stand in the way.
    public var owners: [String] = []
    public var policy = ComparisonPolicy()
    /// The day whose law counts.
    public var asOf: CivilDate

    public init(asOf: CivilDate) {
        self.asOf = asOf
    }

    /// The classes that count.
    var effectiveClasses: NiceClasses { classes.isEmpty ? NiceClasses([36, 37]) : classes }
}
