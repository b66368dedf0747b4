import ArgumentParser

/// `kaipan promises`: what was promised, and what a person said of it.
struct PromisesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promises", abstract: "Promises: find, list, confirm, reject. 允诺台账。",
        subcommands: [PromisesExtractCommand.self, PromisesListCommand.self, PromisesConfirmCommand.self, PromisesRejectCommand.self])
}
