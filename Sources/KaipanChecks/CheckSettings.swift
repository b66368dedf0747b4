import KaipanNames
import KaipanRules
import KaipanText

/// The circumstances under which documents are judged.
public struct CheckSettings: Sendable, Hashable {
    /// The day whose law applies.
    public var asOf: CivilDate
    /// The day on which suppressions have to hold: today, even where an older law is asked for.
    public var today: CivilDate
    /// The city whose profile applies, as a six-digit division code.
    public var city: String?
    /// Severities that the company changed, by rule; nil switches a rule off.
    public var severities: [String: Severity?]
    /// Whether excepted hits are kept for `--why`.
    public var collectsExemptions: Bool
    /// The project's measures, for what its name may end in.
    public var nameFacts = NameFacts()

    public init(
        asOf: CivilDate, city: String? = nil, severities: [String: Severity?] = [:], collectsExemptions: Bool = false,
        today: CivilDate? = nil
    ) {
        self.asOf = asOf
        self.today = today ?? asOf
        self.city = city
        self.severities = severities
        self.collectsExemptions = collectsExemptions
    }
}
