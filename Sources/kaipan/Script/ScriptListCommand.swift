import ArgumentParser
import KaipanArchive
import KaipanText

/// Which scripts a command speaks of.
struct ScriptFilter: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Only this topic. 主题。", valueName: "topic"))
    var topic: String?

    @Option(name: .long, help: ArgumentHelp("Only what holds for this project. 项目。", valueName: "id"))
    var project: RecordID?

    /// A line of a list.
    static func line(_ script: StoredScript) -> String {
        let to = script.validTo.map { " – \($0.inChina)" } ?? ""
        return "\(script.id)  \(script.topic)  \(script.validFrom?.inChina ?? "")\(to)  \(script.script.title)\n"
    }
}

/// `kaipan script list`: every version that was published.
struct ScriptListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the published versions. 列出各版本。")

    @OptionGroup var options: ArchiveOptions
    @OptionGroup var filter: ScriptFilter

    func run() throws {
        try options.run {
            for script in try options.open().scripts(topic: filter.topic, project: filter.project) { Console.out(ScriptFilter.line(script)) }
        }
    }
}
