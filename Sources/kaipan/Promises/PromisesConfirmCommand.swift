import ArgumentParser
import KaipanArchive
import KaipanScene

/// `kaipan promises confirm`: a person's word on a promise that a rule proposed.
struct PromisesConfirmCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "confirm", abstract: "Says that it is a promise. 确认是允诺。")

    @OptionGroup var options: ArchiveOptions

    @Argument(help: "The promise's record, as list shows it. 允诺记录编号。")
    var name: RecordName

    @Option(name: .long, help: ArgumentHelp("Why; encrypted. 理由。", valueName: "text"))
    var reason: String

    func run() throws {
        try options.run {
            let session = try options.session()
            try session.decide(.confirmed, on: name.id(in: session.archive, .promise), reason: reason)
            options.say("已登记", "recorded")
        }
    }
}
