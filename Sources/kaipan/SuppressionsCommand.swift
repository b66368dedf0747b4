import ArgumentParser

/// `kaipan suppressions`: the decisions to leave findings as they are.
struct SuppressionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suppressions", abstract: "Shows the decisions to leave findings as they are. 查看豁免登记。",
        subcommands: [SuppressionsListCommand.self])
}
