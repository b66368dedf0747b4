import KaipanChecks
import KaipanRules
import KaipanText

/// All pages about a set of rules, in both languages, as files of one folder.
public struct RuleSite: Sendable {
    private let loaded: RuleSet

    /// - Parameter rules: a set that was loaded with its examples.
    public init(rules: RuleSet) {
        loaded = rules
    }

    /// How many rules have a page.
    public var count: Int { loaded.rules.count + BuiltInRules.all.count }

    /// Calls for each page with its path in the folder and its content: the index, then the rules in the order of the packs.
    public func forEachPage(_ body: (_ path: String, _ html: String) throws -> Void) rethrows {
        // The built-in checks stand in no pack, and reports link to them like to any other.
        let own = BuiltInRules.all
        let rules = loaded.rules + own
        for (folder, language) in [("", Language.chinese), ("en/", .english)] {
            try body(folder + "index.html", RuleIndexPage(rules, set: loaded, language: language).html)
            for (index, rule) in rules.enumerated() {
                let examples = index < loaded.examples.count ? loaded.examples[index] : []
                try body(
                    "\(folder)\(rule.id).html", RulePage(rule, examples: examples, rules: loaded, language: language).html)
            }
        }
    }
}
