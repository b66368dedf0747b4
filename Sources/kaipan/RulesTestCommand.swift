import ArgumentParser
import KaipanChecks
import KaipanReports
import KaipanRules
import KaipanText

/// `kaipan rules test`: tries every example of the rules, in every form in which a document could hold it.
struct RulesTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Tries the rules' examples. 运行规则自带的示例。",
        discussion: """
            Each example is tried as it stands and as a document could hold it: inline tags, entities, zero-width
            characters, full width, traditional characters, GB18030, behind a character of four bytes; silent inside a
            comment or a script; never joined over two list items. Exit status: 0 all hold, 1 some fail, 2 the rules are broken.
            """)

    @Argument(help: "Packs or rule files to test; they may use the built-in word lists. 要测试的规则。")
    var paths: [String] = []

    @OptionGroup var common: CommonOptions

    @Option(name: .long, help: ArgumentHelp("Only this rule; may be repeated. 只测试这条规则。", valueName: "id"))
    var only: [String] = []

    func run() throws {
        var common = common
        common.addRules += paths
        let language = common.spokenLanguage
        let rules = try common.loadRules(needsExamples: true)
        let known = rules.rules.map(\.id)
        try RuleNames.refuseUnknown(only, among: known, language)
        var wanted: Set<String>? = only.isEmpty ? nil : Set(only)
        if only.isEmpty, !paths.isEmpty {
            wanted = Set(rules.rules.filter { rule in paths.contains { rule.place.file.hasPrefix($0) } }.map(\.id))
        }
        let tested = zip(rules.rules, rules.examples).filter { wanted?.contains($0.0.id) ?? true }
        let result = RuleTester(rules: rules, asOf: .today()).run(only: wanted)
        for failure in result.failures { Console.out(describe(failure, language)) }
        let say = { (zh: String, en: String) in language == .chinese ? zh : en }
        Console.out(
            say(
                "\(result.rules) 条规则，\(result.examples) 个示例，\(result.trials) 次尝试，\(result.failures.count) 次失败\n",
                "\(Console.counted(result.rules, "rule")), \(Console.counted(result.examples, "example")), "
                    + "\(Console.counted(result.trials, "trial")), \(result.failures.count) failed\n"))
        if result.rules == 0 {
            Console.error(say("没有规则可测试", "there is no rule to test"))
            throw ExitCode(2)
        }
        var isProved = true
        for (rule, examples) in tested where !examples.contains(where: \.isBad) || !examples.contains(where: { !$0.isBad }) {
            isProved = false
            Console.out(
                "\(rule.place.file):\(rule.place.line):\(rule.place.column): "
                    + (examples.contains(where: \.isBad)
                        ? say("\(rule.id) 的 tests 没有 ok 示例：无法证明它会放过正常的文字\n", "\(rule.id) has no ok example: nothing shows what it lets pass\n")
                        : say("\(rule.id) 的 tests 没有 bad 示例：无法证明它会触发\n", "\(rule.id) has no bad example: nothing shows that it fires\n")))
        }
        throw ExitCode(result.failures.isEmpty && isProved ? 0 : 1)
    }

    private func describe(_ failure: RuleTester.Failure, _ language: Language) -> String {
        let say = { (zh: String, en: String) in language == .chinese ? zh : en }
        let list = { (words: [String]) in
            words.isEmpty ? say("（无）", "(nothing)") : words.map { "“\(VisibleText.escaped($0))”" }.joined(separator: "、")
        }
        var text = "\(failure.place.file):\(failure.place.line):\(failure.place.column): \(failure.rule)  [\(failure.form.rawValue)]\n"
        text += "    \(VisibleText.escaped(failure.text))\n"
        text += "    \(say("应发现", "expected")): \(list(failure.expected))\n    \(say("实际发现", "found")): \(list(failure.found))\n"
        for excused in failure.excused {
            text += "    “\(VisibleText.escaped(excused.text))” \(say("被豁免", "was excepted")): \(excused.reason.message[language])\n"
        }
        return text
    }
}
