import ArgumentParser

/// `kaipan evidence`: what is handed to somebody outside.
struct EvidenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence", abstract: "Evidence packages that others verify without Kaipan. 证据包。",
        subcommands: [EvidenceExportCommand.self])
}
