import ArgumentParser

/// `kaipan rules`: what the rules are, and whether they keep what they promise.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Lists, explains, tests, lints, compares and measures rules. 列出、解释、测试、检查、比较和统计规则。",
        subcommands: [
            RulesListCommand.self, RulesExplainCommand.self, RulesTestCommand.self, RulesLintCommand.self,
            RulesDiffCommand.self, RulesSheetCommand.self, RulesStatsCommand.self,
            RulesDocsCommand.self,
        ])
}
