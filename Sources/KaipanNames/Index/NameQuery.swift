import KaipanText

/// What is looked for, and where.
public struct NameQuery: Sendable, Hashable {
    /// The name to look for.
    public var name: String
    /// The registers to search; all by default.
    public var registers: Set<RegisterKind> = Set(RegisterKind.allCases)
    /// The city or district of the project; places and projects outside its province are left out.
    public var city: String?
    /// The classes of marks to search; empty for all.
    public var classes: NiceClasses = []
    /// Whether ended entries count: marks that are refused or expired, names given up.
    public var includesEnded = true
    /// The most candidates that are scored, from 1; a search that would score more says that it was cut.
    public var workLimit = 40_000
    /// The most entries to return, 1…1000.
    public var limit = 20

    public init(_ name: String) {
        self.name = name
    }
}
