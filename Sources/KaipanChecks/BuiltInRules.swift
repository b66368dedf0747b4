import KaipanRules

/// The checks that stand in no pack: those of suppressions, and those of names against registers.
public enum BuiltInRules {
    /// All of them as reports list them.
    public static let all: [Rule] = SuppressionRule.allCases.map(\.rule) + NameRule.allCases.map(\.rule)

    /// The one with an identifier.
    public static func rule(_ id: String) -> Rule? { all.first { $0.id == id } }
}
