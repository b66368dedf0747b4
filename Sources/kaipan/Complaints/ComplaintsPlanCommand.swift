import ArgumentParser
import KaipanArchive
import KaipanScene

/// `kaipan complaints plan`: the eight-step plan for a major complaint.
struct ComplaintsPlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "The eight-step plan for a major complaint, ticked off as records. 重大投诉处理预案。")

    @OptionGroup var options: ComplaintOptions

    @Argument(help: "The complaint by its id or the beginning of it, or by the contract number. 投诉编号或合同编号。")
    var name: RecordName

    @Option(name: .long, parsing: .upToNextOption, help: ArgumentHelp("Points that are done, such as 1.1 1.2. 完成的事项。", valueName: "point"))
    var tick: [String] = []

    @Option(name: .long, help: "What was done; stored encrypted. 说明。")
    var note: String?

    func run() throws {
        let archive = options.archive, language = archive.spoken
        try archive.run {
            let desk = try options.desk(), id = try options.complaint(name, desk)
            for item in tick { try desk.tick(id, item, note: note, at: options.now) }
            let complaint = try desk.complaint(id)
            if complaint.grade != .major { Console.error(ComplaintError.notMajor(grade: complaint.grade).message[language]) }
            for step in MajorComplaintPlan.steps {
                Console.out("\(step.number). \(step.title[language])\n")
                for item in step.items {
                    let time = complaint.planned[item.id]
                    Console.line("[\(time == nil ? " " : "x")] \(item.id) \(item.text[language])\(time.map { "  \($0.inChina)" } ?? "")", indent: 2)
                }
            }
        }
    }
}
