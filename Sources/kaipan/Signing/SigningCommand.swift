import ArgumentParser

/// `kaipan signing`: a program leads through the clauses of a signing, and keeps every turn.
struct SigningCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signing", abstract: "Guided signing: approved clauses one by one, every turn archived. 引导签约。",
        subcommands: [SigningStartCommand.self, SigningResumeCommand.self, SigningStatusCommand.self])
}
