import ArgumentParser
import KaipanChecks
import KaipanRules
import KaipanText

/// `kaipan rules lint`: finds rules that cannot do what their author meant.
struct RulesLintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Finds rules that cannot work. 查出无法生效的规则。",
        discussion: """
            Errors: patterns that can never match, rules never in force, rules without examples, overrides of no rule.
            Warnings: no legal basis, patterns that another covers, exceptions that can never apply.
            Exit status: 0 no errors, 1 errors, 2 the rules cannot be loaded.
            """)

    @Argument(help: "Packs or rule files to lint besides the built-in ones. 要检查的规则。")
    var paths: [String] = []

    @OptionGroup var common: CommonOptions

    func run() throws {
        var common = common
        common.addRules += paths
        let language = common.spokenLanguage
        let rules = try common.loadRules(needsExamples: true)
        let known = Set(rules.rules.map(\.id))
        let own = paths.isEmpty ? nil : Set(rules.rules.filter { rule in paths.contains { rule.place.file.hasPrefix($0) } }.map(\.id))
        let complaints = RuleLinter(rules: rules, asOf: .today()).run().filter { complaint in
            // What an override names and no pack has belongs to no rule, so it is always told.
            own.map { $0.contains(complaint.rule) || !known.contains(complaint.rule) } ?? true
        }
        let say = { (zh: String, en: String) in language == .chinese ? zh : en }
        for complaint in complaints {
            let word = complaint.isError ? say("错误", "error") : say("警告", "warning")
            Console.out(
                "\(complaint.place.file):\(complaint.place.line):\(complaint.place.column): \(word): \(complaint.rule): \(complaint.message[language])\n")
        }
        let errors = complaints.count { $0.isError }
        Console.out(
            say(
                "\(own?.count ?? rules.rules.count) 条规则，\(errors) 个错误，\(complaints.count - errors) 个警告\n",
                "\(Console.counted(own?.count ?? rules.rules.count, "rule")), \(Console.counted(errors, "error")), "
                    + "\(Console.counted(complaints.count - errors, "warning"))\n"))
        throw ExitCode(errors == 0 ? 0 : 1)
    }
}
