import ArgumentParser
import KaipanArchive
import KaipanScene
import KaipanText

/// `kaipan archive retention`: what has been kept for its time.
struct ArchiveRetentionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention", abstract: "Shows whose period of keeping is over; --request asks for the erasure. 保存期限。")

    @OptionGroup var options: ArchiveOptions

    @Option(name: .long, help: ArgumentHelp("As of when; else now. 截至。", valueName: "time"))
    var at: Timestamp?

    @Flag(name: .long, help: "Ask for the erasure of what is due and not held. 为到期内容提出删除申请。")
    var request = false

    @Flag(name: .long, help: "List all conversations, also those that are not due. 列出全部。")
    var all = false

    @Option(name: .customLong("visit-months"), help: ArgumentHelp("Set: months after the last contact without a purchase. 未成交保存月数。", valueName: "months"))
    var visitMonths: Int?

    @Option(name: .customLong("purchase-months"), help: ArgumentHelp("Set: months after the hand-over. 交付后保存月数。", valueName: "months"))
    var purchaseMonths: Int?

    @Option(name: .customLong("case-months"), help: ArgumentHelp("Set: months after a case was closed. 结案后保存月数。", valueName: "months"))
    var caseMonths: Int?

    func validate() throws {
        for months in [visitMonths, purchaseMonths, caseMonths] where months.map({ !(1...1200).contains($0) }) ?? false {
            throw ValidationError(zh: "保存期限应为 1 到 1200 个月", en: "a period of keeping is 1 to 1200 months")
        }
    }

    func run() throws {
        try options.run {
            let archive = try options.open()
            let moment = at ?? .now()
            var policy = try archive.retentionPolicy()
            if visitMonths != nil || purchaseMonths != nil || caseMonths != nil {
                policy.visitMonths = visitMonths ?? policy.visitMonths
                policy.purchaseMonths = purchaseMonths ?? policy.purchaseMonths
                policy.caseMonths = caseMonths ?? policy.caseMonths
                try options.session().setRetention(policy)
            }
            options.say(
                "未成交 \(policy.visitMonths) 个月，成交 交付后 \(policy.purchaseMonths) 个月，投诉诉讼 结案后 \(policy.caseMonths) 个月",
                "\(policy.visitMonths) months without a purchase, \(policy.purchaseMonths) after hand-over, \(policy.caseMonths) after a case was closed")
            for state in try archive.retention() {
                let isDue = state.due.map { $0 <= moment } ?? false
                guard all || isDue else { continue }
                let mark = state.isHeld ? (options.spoken == .chinese ? "  保全中" : "  held") : ""
                Console.out("\(state.conversation)  \(state.type.name[options.spoken])  \(state.due?.inChina ?? "—")\(mark)\n")
            }
            guard request else { return }
            if let (id, conversations) = try options.session().requestExpired(at: moment) {
                options.say("已提出删除申请 \(id)，会话 \(conversations.count) 个", "request \(id) for \(EnglishCount.of(conversations.count, "conversation"))")
            } else {
                options.say("没有到期的内容", "nothing is due")
            }
        }
    }
}
