import ArgumentParser
import KaipanChecks
import KaipanReports
import KaipanRules
import KaipanText

/// `kaipan rules lint`: finds rules that cannot do what their author meant.
struct RulesLintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Finds rules that cannot work. 查出无法生效的规则。",
        discussion: """
            Errors: patterns that folding makes unreachable, rules never in force, rules without examples, overrides of no rule.
            Warnings: law missing or expired, fewer than three examples of a kind, patterns that no example needs or that another covers,
            exceptions that can never apply or that another makes superfluous, patterns that slow the scan.
            Notices: law not read in its original or without a date, two rules that report the same words, word lists that nothing uses.
            Slow means: more than \(RuleLinter.mostRaised) matches in 100 KB of the examples of the other rules (where these are 20 KB or
            more), or an unbounded + or *; no clock is asked.
            Exit status: 0 no errors (with --strict: no warnings either), 1 some, 2 the rules cannot be loaded.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Argument(help: "Packs or rule files to lint besides the built-in ones. 要检查的规则。")
    var paths: [String] = []

    @OptionGroup var common: CommonOptions

    @Option(name: .long, help: ArgumentHelp("Only this rule; may be repeated. 只检查这条规则。", valueName: "id"))
    var only: [String] = []

    @Option(name: .customLong("as-of"), help: ArgumentHelp("The day whose law applies, YYYY-MM-DD. 按哪一天的法律。", valueName: "date"))
    var asOf: CivilDate?

    @Flag(help: "Warnings fail, too. 有警告也算失败。")
    var strict = false

    @Flag(help: "List notices, too. 也列出提示。")
    var notices = false

    @Option(help: "How to list. 输出格式。")
    var format: Format = .text

    func run() throws {
        var common = common
        common.addRules += paths
        let rules = try common.loadRules(needsExamples: true)
        let known = rules.rules.map(\.id)
        try RuleNames.refuseUnknown(only, among: known, common.spokenLanguage)
        var wanted: Set<String>? = only.isEmpty ? nil : Set(only)
        if only.isEmpty, !paths.isEmpty {
            wanted = Set(rules.rules.filter { rule in paths.contains { rule.place.file.hasPrefix($0) } }.map(\.id))
        }
        let day = asOf ?? .today()
        let complaints = RuleLinter(rules: rules, asOf: day).run(only: wanted)
        let listing = LintListing(
            complaints, of: wanted?.count ?? rules.rules.count, rules: rules, asOf: day, language: common.spokenLanguage)
        switch format {
        case .text: Console.out(listing.text(showsNotices: notices))
        case .json: Console.out(listing.json)
        }
        let fails = complaints.contains { $0.isError || strict && $0.level == .warning }
        throw ExitCode(fails ? 1 : 0)
    }
}
