import ArgumentParser
import CMalloc
import Foundation

/// The command-line tool: parses, calls the modules, prints.
@main
struct Kaipan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kaipan",
        abstract: "Pre-launch risk control for residential property sales in China. 房地产开盘前销售风险控制。",
        version: "0.1.0",
        subcommands: [
            CheckCommand.self, RulesCommand.self, BaselineCommand.self, SuppressionsCommand.self, NamesCommand.self,
            ArchiveCommand.self, ScriptCommand.self, PromisesCommand.self, AdherenceCommand.self, EvidenceCommand.self,
            SigningCommand.self, ComplaintsCommand.self, SceneCommand.self, DoctorCommand.self,
        ])

    /// Exit status 2 is for work that could not be done, so that the parser's own 64 never shows.
    static func main() async {
        // A thread's heap grows by pieces of this size; without it, by a page and a call of the system each.
        mallopt(M_TOP_PAD, 4 << 20)
        // A reader that goes away, such as `head`, ends the program as it ends any other.
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let code as ExitCode {
            Foundation.exit(code.rawValue)
        } catch {
            let status = exitCode(for: error)
            if status == .success {
                print(fullMessage(for: error))
                Foundation.exit(0)
            }
            let text = fullMessage(for: error)
            Console.error(UsageWords.language() == .chinese ? UsageWords.chinese(text, message: message(for: error)) : text)
            Foundation.exit(2)
        }
    }
}
