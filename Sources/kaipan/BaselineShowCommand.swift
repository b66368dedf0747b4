import ArgumentParser
import Foundation
import KaipanChecks
import KaipanReports
import KaipanText

/// `kaipan baseline show`: what a baseline holds.
struct BaselineShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows what a baseline holds. 显示基线的内容。")

    @Argument(help: "The baseline (default: the kaipan-baseline.json found upwards). 基线文件。")
    var file: String?

    @Option(name: .long, help: ArgumentHelp("The language of messages: zh or en; else the locale's. 消息语言。", valueName: "language"))
    var language: Language?

    func run() throws {
        let language = CommonOptions.spoken(language)
        let place = file ?? CheckSession.find(Baseline.usualName, from: FileManager.default.currentDirectoryPath)
        do {
            let baseline = try Baseline(contentsOf: place ?? Baseline.usualName)
            var byRule: [String: Int] = [:]
            var text = ""
            for entry in baseline.entries {
                byRule[entry.rule, default: 0] += entry.count
                text += "\(VisibleText.escaped(entry.path))  [\(VisibleText.escaped(entry.rule))]  “\(VisibleText.escaped(entry.text))”"
                    + (entry.count > 1 ? " × \(entry.count)" : "") + "\n"
            }
            if !baseline.entries.isEmpty { text += "\n" }
            for (rule, count) in byRule.sorted(by: { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }) {
                text += "\(String(repeating: " ", count: max(0, 7 - String(count).count)))\(count)  \(VisibleText.escaped(rule))\n"
            }
            let files = Set(baseline.entries.map(\.path)).count
            text +=
                language == .chinese
                ? "共 \(baseline.count) 处，\(files) 个文件\n"
                : "\(Console.counted(baseline.count, "finding")) in \(Console.counted(files, "file"))\n"
            Console.out(text)
        } catch {
            Console.error(error.message[language])
            throw ExitCode(2)
        }
    }
}
