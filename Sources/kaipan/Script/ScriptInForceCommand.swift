import ArgumentParser
import KaipanArchive
import KaipanText

/// `kaipan script in-force`: what was to be said at a moment.
struct ScriptInForceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "in-force", abstract: "The versions in force at a moment, as far as was known at another. 某一时刻有效的话术。")

    @OptionGroup var options: ArchiveOptions
    @OptionGroup var filter: ScriptFilter

    @Option(name: .long, help: ArgumentHelp("The moment; else now. 时刻。", valueName: "time"))
    var at: Timestamp?

    @Option(name: .customLong("as-known-at"), help: ArgumentHelp("Only what had been recorded by then counts. 以该时刻已登记的为准。", valueName: "time"))
    var asKnownAt: Timestamp?

    func run() throws {
        try options.run {
            let archive = try options.open()
            let scripts = try archive.scriptsInForce(
                at: at ?? .now(), asKnownAt: asKnownAt, topic: filter.topic, project: filter.project?.id(in: archive, .project))
            for script in scripts { Console.out(ScriptFilter.line(script)) }
            if scripts.isEmpty { options.say("当时没有有效的话术", "no script was in force then") }
        }
    }
}
