import ArgumentParser

/// `kaipan script`: one wording for every sale, approved and dated.
struct ScriptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "script", abstract: "Scripts: publish, compare, withdraw, and which were in force when. 统一说辞。",
        subcommands: [
            ScriptPublishCommand.self, ScriptListCommand.self, ScriptShowCommand.self, ScriptDiffCommand.self, ScriptWithdrawCommand.self,
            ScriptInForceCommand.self,
        ])
}
