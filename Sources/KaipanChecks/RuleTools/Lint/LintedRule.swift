import KaipanRules
import KaipanText

/// A rule with what its author wrote.
struct LintedRule {
    let rule: Rule
    let source: RuleSource
    let examples: [RuleExample]

    func complaint(_ code: LintComplaint.Code, at excerpt: RuleError.Excerpt? = nil, _ message: LocalizedText, _ advice: LocalizedText) -> LintComplaint {
        LintComplaint(code, rule: rule.id, at: excerpt ?? source.id, message, advice: advice)
    }

    /// The patterns that stand in a list.
    func patterns(in key: RuleSource.Key) -> [RuleSource.Occurrence] { source.patterns.filter { $0.key == key } }

    /// The patterns whose matches are hits, in company or alone; a limit's hit is a number, which no pattern matches.
    var hitPatterns: [PatternID] { source.patterns.filter { $0.key == .forbid || $0.key == .trigger }.map(\.pattern) }
}
