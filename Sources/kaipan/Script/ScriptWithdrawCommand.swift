import ArgumentParser
import KaipanArchive
import KaipanText

/// `kaipan script withdraw`: ends a version before its time.
struct ScriptWithdrawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "withdraw", abstract: "Withdraws a version from a moment on. 撤回话术。")

    @OptionGroup var options: ArchiveOptions

    @Argument(help: "The version's id. 版本编号。")
    var name: RecordName

    @Option(name: .long, help: ArgumentHelp("From when; else from now. 撤回时间。", valueName: "time"))
    var from: Timestamp?

    @Option(name: .long, help: "Why; it is stored encrypted. 理由。")
    var reason: String

    func run() throws {
        try options.run {
            let moment = from ?? .now(), session = try options.session(), id = try name.id(in: session.archive, .script)
            try session.withdraw(id, from: moment, reason: reason)
            options.say("已撤回 \(id)，自 \(moment.inChina) 起", "\(id) is withdrawn from \(moment.inChina) on")
        }
    }
}
