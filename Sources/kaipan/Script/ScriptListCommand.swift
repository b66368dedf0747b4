import ArgumentParser
import KaipanArchive
import KaipanText

/// Which scripts a command speaks of.
struct ScriptFilter: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Only this topic. 主题。", valueName: "topic"))
    var topic: String?

    @Option(name: .long, help: ArgumentHelp("Only what holds for this project. 项目。", valueName: "id"))
    var project: RecordName?

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
            let archive = try options.open()
            let scripts = try archive.scripts(topic: filter.topic, project: filter.project?.id(in: archive, .project))
            for script in scripts { Console.out(ScriptFilter.line(script)) }
            if scripts.isEmpty {
                options.say("没有发布过的话术。送审：kaipan script publish 文件 --topic 主题 --valid-from 日期", "No script was published. Propose one with kaipan script publish FILE --topic TOPIC --valid-from DAY")
            }
        }
    }
}
