import ArgumentParser
import KaipanChecks
import KaipanRules
import KaipanText

/// `kaipan rules explain`: one rule with its reasons, examples and law.
struct RulesExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "explain", abstract: "Explains a rule. 解释一条规则。")

    @Argument(help: "The rule's identifier. 规则标识。")
    var id: String

    @OptionGroup var common: CommonOptions

    func run() throws {
        let rules = try common.loadRules(needsExamples: true)
        let language = common.spokenLanguage
        // The built-in checks stand in no pack.
        if let rule = BuiltInRules.rule(id) {
            Console.out("\(rule.id)  \(rule.severity.rawValue)\n\(rule.title[language])\n\(rule.suggestion[language])\n")
            return
        }
        guard let index = rules.rules.firstIndex(where: { $0.id == id }) else {
            let nearest = Nearest.word(to: id, among: rules.rules.map(\.id))
            Console.error(
                language == .chinese
                    ? "没有规则“\(id)”\(nearest.map { "，是否指“\($0)”？" } ?? "；kaipan rules list 列出全部")"
                    : "there is no rule “\(id)”\(nearest.map { "; did you mean “\($0)”?" } ?? "; kaipan rules list shows them all")")
            throw ExitCode(2)
        }
        Console.out(RuleExplanation(rules: rules, index: index, language: language).text)
    }
}
