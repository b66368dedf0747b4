import ArgumentParser
import KaipanArchive
import KaipanScene

/// `kaipan complaints hold`: keeps a complaint and what it touches from being erased.
struct ComplaintsHoldCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "hold", abstract: "Holds a complaint and what it touches. 保全投诉及相关记录。")

    @OptionGroup var options: ComplaintOptions

    @Argument(help: "The complaint by its id or the beginning of it, or by the contract number. 投诉编号或合同编号。")
    var name: RecordName

    func run() throws {
        try options.archive.run {
            let desk = try options.desk()
            Console.out("\(try desk.hold(options.complaint(name, desk)))\n")
        }
    }
}
