import ArgumentParser

/// `kaipan names`: registers, and names compared with them.
struct NamesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "names",
        abstract: "Compares a name with place names, trade marks and the group's own projects. 案名与地名、商标、集团项目比对。",
        subcommands: [
            NamesImportCommand.self, NamesCheckCommand.self, NamesCompareCommand.self, NamesStatusCommand.self,
            NamesExportCommand.self,
        ])
}
