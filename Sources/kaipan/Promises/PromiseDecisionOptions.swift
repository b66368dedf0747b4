import ArgumentParser
import KaipanArchive
import KaipanScene

/// A person's word on a promise that a rule proposed: which, and why.
struct PromiseDecisionOptions: ParsableArguments {
    @OptionGroup var options: ArchiveOptions

    @Argument(help: "The promise's record, as list shows it. 允诺记录编号。")
    var name: RecordName

    @Option(name: .long, help: ArgumentHelp("Why; encrypted. 理由。", valueName: "text"))
    var reason: String

    func record(_ decision: PromiseDecision) throws {
        try options.run {
            let session = try options.session()
            try session.decide(decision, on: name.id(in: session.archive, .promise), reason: reason)
            options.say("已登记", "recorded")
        }
    }
}
