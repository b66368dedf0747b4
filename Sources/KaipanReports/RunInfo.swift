import KaipanChecks
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
    /// The rules that were applied, in the order of their packs, and those about suppressions.
    public var rules: [Rule]
    /// Kaipan's own version; nil leaves it out of the report.
    public var toolVersion: String?
    /// What paths in machine formats count from; nil leaves them as the user named them.
    public var root: ReportRoot?
    /// Where reports link to for what a rule is about; nil for no links.
    public var pages: RulePages?

    public init(
        rules: RuleSet, asOf: CivilDate, city: String?, language: Language, toolVersion: String? = nil, root: ReportRoot? = nil,
        pages: RulePages? = nil
    ) {
        packName = rules.name
        packVersion = rules.version
        packDigest = rules.digest
        self.rules = rules.rules + BuiltInRules.all
        self.asOf = asOf
        self.city = city
        self.language = language
        self.toolVersion = toolVersion
        self.root = root
        self.pages = pages
    }

    /// The address of the page about a rule, where there are pages.
    func page(of rule: String) -> String? { pages?.page(of: rule, in: language) }

    /// A file's path as code hosts know it; as the user named it where it lies outside of the root.
    func hostPath(_ path: String) -> String { root?.relativePath(of: path) ?? path }
}
