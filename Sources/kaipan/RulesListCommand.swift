import ArgumentParser
import Foundation
import KaipanReports
import KaipanRules
import KaipanText

/// `kaipan rules list`: every rule in a line.
struct RulesListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the rules. 列出规则。")

    @OptionGroup var common: CommonOptions

    @Flag(help: "As JSON. 输出 JSON。")
    var json = false

    func run() throws {
        let rules = try common.loadRules()
        let language = common.spokenLanguage
        if json {
            Console.out(RuleListing(rules: rules, language: language).json + "\n")
            return
        }
        let widest = rules.rules.map(\.id.count).max() ?? 0
        for rule in rules.rules {
            let id = rule.id + String(repeating: " ", count: widest - rule.id.count)
            let city = rule.city.map { " (\($0))" } ?? ""
            Console.out(
                "\(id)  \(rule.severity.rawValue.padding(toLength: 7, withPad: " ", startingAt: 0))  "
                    + "\(rule.check.name.padding(toLength: 7, withPad: " ", startingAt: 0))  \(rule.title[language])\(city)\n")
        }
        Console.out(
            language == .chinese
                ? "\(rules.rules.count) 条规则，\(rules.name) \(rules.version)，摘要 \(rules.digest.prefix(16))\n"
                : "\(Console.counted(rules.rules.count, "rule")), \(rules.name) \(rules.version), digest \(rules.digest.prefix(16))\n")
    }
}
