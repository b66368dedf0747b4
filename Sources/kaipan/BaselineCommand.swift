import ArgumentParser

/// `kaipan baseline`: the findings that a project had when it began.
struct BaselineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baseline", abstract: "Keeps the findings that old documents had. 管理既有问题的基线。",
        subcommands: [BaselineCreateCommand.self, BaselineUpdateCommand.self, BaselineShowCommand.self])
}
