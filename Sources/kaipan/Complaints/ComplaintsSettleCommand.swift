import ArgumentParser
import KaipanArchive
import KaipanScene

/// `kaipan complaints settle`: records a settlement within the member's authority.
struct ComplaintsSettleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settle", abstract: "Records a settlement; what is above your tier is refused, and who may is named. 登记赔付。")

    @OptionGroup var options: ComplaintOptions

    @Argument(help: "The complaint by its id or the beginning of it, or by the contract number. 投诉编号或合同编号。")
    var name: RecordName

    @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("In yuan. 金额（元）。", valueName: "yuan"))
    var amount: Int64

    @Option(name: .long, help: "What for; stored encrypted. 说明。")
    var note: String?

    func run() throws {
        let archive = options.archive
        try archive.run {
            let desk = try options.desk(), id = try options.complaint(name, desk)
            do {
                let complaint = try desk.settle(id, amount: amount, note: note, at: options.now)
                archive.say("已登记 \(amount) 元，累计 \(complaint.settled) 元", "recorded: \(amount) yuan, \(complaint.settled) in all")
            } catch let error as ComplaintError {
                if case .aboveAuthority(let amount, let settled, _, _, _) = error {
                    let total = settled.addingReportingOverflow(amount)
                    for (member, name) in try desk.members(for: total.overflow ? .max : total.partialValue) {
                        archive.say("可办理：\(name) \(member.id)", "may settle it: \(name) \(member.id)")
                    }
                }
                throw error
            }
        }
    }
}
