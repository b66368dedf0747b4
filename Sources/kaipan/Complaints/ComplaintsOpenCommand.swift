import ArgumentParser
import KaipanArchive
import KaipanScene
import KaipanText

/// `kaipan complaints open`: registers a complaint, finds what it touches, and holds it.
struct ComplaintsOpenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Registers a complaint, finds what it touches, places the hold. 登记投诉。")

    @OptionGroup var options: ComplaintOptions

    @Argument(help: "What the customer says; stored encrypted. 投诉内容。")
    var text: String

    @Option(name: .long, help: ArgumentHelp("The customer. 客户编号。", valueName: "id"))
    var customer: RecordName?

    @Option(name: .long, help: ArgumentHelp("The unit. 房源编号。", valueName: "id"))
    var unit: RecordName?

    @Option(name: .long, help: ArgumentHelp("The project. 项目编号。", valueName: "id"))
    var project: RecordName?

    @Option(name: .long, help: ArgumentHelp("The contract, whose customer and unit are meant where they are not given. 合同编号。", valueName: "number"))
    var contract: String?

    @Option(name: .long, help: ArgumentHelp("When it was received; else now. 收到时间。", valueName: "time"))
    var received: Timestamp?

    @Option(name: .long, help: ArgumentHelp("How: \(ComplaintChannel.allCases.map(\.rawValue).joined(separator: ", ")). 渠道。", valueName: "channel"))
    var channel: ComplaintChannel?

    @Option(name: .long, help: ArgumentHelp("general, important, hot, major (一般、重要、热点、重大). 等级。", valueName: "grade"))
    var grade: ComplaintGrade = .general

    @Option(name: .long, help: ArgumentHelp("\(ComplaintCause.allCases.map(\.rawValue).joined(separator: ", ")). 原因。", valueName: "cause"))
    var cause: ComplaintCause = .other

    @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("What is asked for, in yuan. 诉求金额（元）。", valueName: "yuan"))
    var amount: Int64?

    func validate() throws {
        if let amount, !(0...Int64.max >> 11).contains(amount) { throw ValidationError(zh: "--amount 不能为负数，也不能这样大", en: "--amount must not be negative, nor as large as this") }
    }

    func run() throws {
        let archive = options.archive
        try archive.run {
            let desk = try options.desk(), now = options.now, records = desk.session.archive
            let signing = try contract.map { try records.signing(contract: $0) }
            func meant(_ name: RecordName?, _ type: RecordType, _ relation: Relation) throws -> RecordID? {
                try name?.id(in: records, type) ?? signing?.leaf.links.first { $0.relation == relation }?.target
            }
            let customer = try meant(customer, .customer, .customer), unit = try meant(unit, .unit, .unit), project = try meant(project, .project, .project)
            let proposal = ComplaintProposal(
                text: text, received: received ?? now, customer: customer, unit: unit, project: project, channel: channel, grade: grade, cause: cause,
                claimed: amount)
            let opened = try desk.open(proposal, at: now)
            Console.out("\(opened.id)\n")
            let touched = opened.touched
            archive.tell(
                "涉及会话 \(touched.conversations.count) 个、签约 \(touched.signings.count) 个、承诺 \(touched.promises.count) 项、相关话语 \(touched.said.count) 句",
                "touches \(Console.counted(touched.conversations.count, "conversation")), \(Console.counted(touched.signings.count, "signing")), \(Console.counted(touched.promises.count, "promise")), \(Console.counted(touched.said.count, "utterance"))")
            for said in touched.said { Console.out("  \(said.conversation) \(said.utterance)\n") }
            if !touched.isSearched {
                archive.say("未按内容检索：需要案场经理、质检或法务角色", "the words were not searched for: that takes a manager, quality reviewer or legal")
            }
            if let hold = opened.hold {
                archive.say("已保全 \(hold)", "held by \(hold)")
            } else {
                archive.say(
                    "尚未保全：请法务运行 kaipan complaints hold \(opened.id)", "NOT held yet: let legal run kaipan complaints hold \(opened.id)")
            }
        }
    }
}
