import KaipanRules
import KaipanText

/// What a report says of the run as a whole.
public struct RunInfo: Sendable {
    public var packName: String
    public var packVersion: String
    public var packDigest: String
    public var asOf: CivilDate
    public var city: String?
    public var language: Language
    /// The rules that were applied, in the order of their packs.
    public var rules: [Rule]

    public init(rules: RuleSet, asOf: CivilDate, city: String?, language: Language) {
        packName = rules.name
        packVersion = rules.version
        packDigest = rules.digest
        self.rules = rules.rules
        self.asOf = asOf
        self.city = city
        self.language = language
    }
}
