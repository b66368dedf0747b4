import ArgumentParser
import KaipanArchive
import KaipanScene

/// `kaipan promises reject`: a person's word on a promise that a rule proposed.
struct PromisesRejectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "reject", abstract: "Says that it is none. 驳回。")

    @OptionGroup var options: ArchiveOptions

    @Argument(help: "The promise's record, as list shows it. 允诺记录编号。")
    var id: RecordID

    @Option(name: .long, help: ArgumentHelp("Why; encrypted. 理由。", valueName: "text"))
    var reason: String

    func run() throws {
        try options.run {
            try options.session().decide(.rejected, on: id, reason: reason)
            options.say("已登记", "recorded")
        }
    }
}
