import ArgumentParser

/// `kaipan rules`: what the rules are, and whether they keep what they promise.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Lists, explains, tests and lints rules. 列出、解释、测试和检查规则。",
        subcommands: [
            RulesListCommand.self, RulesExplainCommand.self, RulesTestCommand.self, RulesLintCommand.self,
            RulesDocsCommand.self,
        ])
}
