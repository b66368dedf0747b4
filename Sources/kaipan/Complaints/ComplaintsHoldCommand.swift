import ArgumentParser
import KaipanArchive
import KaipanScene

/// `kaipan complaints hold`: keeps a complaint and what it touches from being erased.
struct ComplaintsHoldCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "hold", abstract: "Holds a complaint and what it touches. 保全投诉及相关记录。")

    @OptionGroup var options: ComplaintOptions

    @Argument(help: "The complaint. 投诉编号。")
    var id: RecordID

    func run() throws {
        try options.archive.run { Console.out("\(try options.desk().hold(id))\n") }
    }
}
