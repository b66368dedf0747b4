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
        var subjects: [RecordName]

        @Option(name: .long, help: "Why; it is stored encrypted. 理由。")
        var reason: String

        func run() throws {
            try options.run {
                let session = try options.session()
                Console.out("\(try session.placeHold(on: subjects.map { try $0.id(in: session.archive) }, reason: reason))\n")
            }
        }
    }

    /// `hold release`
    struct Release: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "release", abstract: "Asks for a release; with --run carries out one that two members approved. 申请或执行解除。")

        @OptionGroup var options: ArchiveOptions

        @Argument(help: "The hold, or with --run the request. 保全或申请编号。")
        var id: RecordName

        @Flag(name: .customLong("run"), help: "Carry out an approved request. 执行已批准的申请。")
        var isRun = false

        func run() throws {
            try options.run {
                let session = try options.session()
                if isRun {
                    try session.release(id.id(in: session.archive, .approvalRequest))
                    options.say("已解除", "released")
                } else {
                    Console.out("\(try session.requestRelease(of: id.id(in: session.archive, .hold)))\n")
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
                let holds = try options.open().holds()
                if holds.isEmpty { options.say("没有有效的保全。设置：kaipan archive hold place 编号 --reason 理由", "No hold is in force. Place one with kaipan archive hold place ID --reason WHY") }
                for hold in holds {
                    let subjects = hold.leaf.links.filter { $0.relation == .subject }.map(\.target.description)
                    Console.out("\(hold.leaf.id)  \(hold.leaf.time.inChina)  \(subjects.joined(separator: " "))\n")
                }
            }
        }
    }
}
