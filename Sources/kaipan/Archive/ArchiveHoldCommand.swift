import ArgumentParser
import KaipanArchive

/// `kaipan archive hold`: keeps records from being erased.
struct ArchiveHoldCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold", abstract: "Legal holds: what is held is not erased. 诉讼保全。", subcommands: [Place.self, Release.self, List.self])

    /// `hold place`
    struct Place: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "place", abstract: "Holds records and all that belongs to them. 设置保全。")

        @OptionGroup var options: ArchiveOptions

        @Argument(help: "Projects, units, customers, conversations, complaints. 保全对象。")
        var subjects: [RecordID]

        @Option(name: .long, help: "Why; it is stored encrypted. 理由。")
        var reason: String

        func run() throws {
            try options.run { Console.out("\(try options.session().placeHold(on: subjects, reason: reason))\n") }
        }
    }

    /// `hold release`
    struct Release: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "release", abstract: "Asks for a release; with --run carries out one that two members approved. 申请或执行解除。")

        @OptionGroup var options: ArchiveOptions

        @Argument(help: "The hold, or with --run the request. 保全或申请编号。")
        var id: RecordID

        @Flag(name: .customLong("run"), help: "Carry out an approved request. 执行已批准的申请。")
        var isRun = false

        func run() throws {
            try options.run {
                let session = try options.session()
                if isRun {
                    try session.release(id)
                    options.say("已解除", "released")
                } else {
                    Console.out("\(try session.requestRelease(of: id))\n")
                }
            }
        }
    }

    /// `hold list`
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "The holds in force. 列出有效保全。")

        @OptionGroup var options: ArchiveOptions

        func run() throws {
            try options.run {
                for hold in try options.open().holds() {
                    let subjects = hold.leaf.links.filter { $0.relation == .subject }.map(\.target.description)
                    Console.out("\(hold.leaf.id)  \(hold.leaf.time.inChina)  \(subjects.joined(separator: " "))\n")
                }
            }
        }
    }
}
