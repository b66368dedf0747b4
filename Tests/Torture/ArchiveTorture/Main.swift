import ArgumentParser
import Foundation
import KaipanArchive
import KaipanPostgres

/// Writes archives that the programs beside this folder kill, starve and cut off, and checks what is left of them.
@main
struct ArchiveTorture: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive-torture", abstract: "Writes an archive until something ends it, and checks what is left.",
        subcommands: [PrepareCommand.self, WriteCommand.self, CheckCommand.self])

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let code as ExitCode {
            Foundation.exit(code.rawValue)
        } catch {
            guard exitCode(for: error) != .success else {
                Output.line(fullMessage(for: error))
                Foundation.exit(0)
            }
            // An error that nobody foresaw must be told apart from a crash.
            let message =
                switch error {
                case let error as ArchiveError: error.message.en
                case let error as PostgresError: error.message.en
                case is CleanExit, is ValidationError: fullMessage(for: error)
                default: "\(error)"
                }
            FileHandle.standardError.write(Data("archive-torture: \(message)\n".utf8))
            Foundation.exit(2)
        }
    }
}
