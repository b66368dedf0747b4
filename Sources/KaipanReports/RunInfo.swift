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

    public init(rules: RuleSet, asOf: CivilDate, city: String?, language: Language) {
        packName = rules.name
        packVersion = rules.version
        packDigest = rules.digest
        self.asOf = asOf
        self.city = city
        self.language = language
    }
}
