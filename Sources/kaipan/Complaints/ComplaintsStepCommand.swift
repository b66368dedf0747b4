import ArgumentParser
import KaipanArchive
import KaipanScene

/// `kaipan complaints step`: records that a step was done.
struct ComplaintsStepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "step", abstract: "Records one of the eight steps: \(ComplaintStep.allCases.map(\.rawValue).joined(separator: ", ")). 登记处理步骤。")

    @OptionGroup var options: ComplaintOptions

    @Argument(help: "The complaint by its id or the beginning of it, or by the contract number. 投诉编号或合同编号。")
    var name: RecordName

    @Argument(help: "The step. 步骤。")
    var step: ComplaintStep

    @Option(name: .long, help: "What was done; stored encrypted. 说明。")
    var note: String?

    @Option(name: .long, help: ArgumentHelp("What the complaint turns out to be. 重新定级。", valueName: "grade"))
    var grade: ComplaintGrade?

    @Option(name: .long, help: ArgumentHelp("What it turns out to come from. 重新归因。", valueName: "cause"))
    var cause: ComplaintCause?

    func run() throws {
        try options.archive.run {
            let desk = try options.desk(), id = try options.complaint(name, desk)
            let complaint = try desk.step(id, step, note: note, grade: grade, cause: cause, at: options.now)
            options.show(complaint, desk.policy)
        }
    }
}
