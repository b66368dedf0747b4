import ArgumentParser
import KaipanArchive
import KaipanScene

/// `kaipan complaints show`: a complaint with its words, steps, clocks, money and what it touches.
struct ComplaintsShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Shows a complaint; the reading is logged. 查看投诉（会留痕）。")

    @OptionGroup var options: ComplaintOptions

    @Argument(help: "The complaint by its id or the beginning of it, or by the contract number. 投诉编号或合同编号。")
    var name: RecordName

    func run() throws {
        let archive = options.archive, language = archive.spoken
        try archive.run {
            let desk = try options.desk(), id = try options.complaint(name, desk)
            let complaint = try desk.complaint(id)
            options.show(complaint, desk.policy)
            if let words = try desk.words(of: id) {
                archive.tell("内容：\(words.text)", "words: \(words.text)")
                if let outcome = words.outcome { archive.tell("结果：\(outcome)", "outcome: \(outcome)") }
            } else {
                archive.say("内容已依法删除", "the words were erased")
            }
            if let channel = complaint.channel { archive.say("渠道：\(channel.name.zh)", "channel: \(channel.name.en)") }
            for step in ComplaintStep.allCases {
                let done = complaint.steps.filter { $0.step == step }
                let times = try done.map { "\($0.time.inChina) \(try name(of: $0.member, desk))" }.joined(separator: "; ")
                Console.out("  [\(done.isEmpty ? " " : "x")] \(step.place + 1). \(step.name[language])\(language == .chinese ? "" : " (\(step.rawValue))")\(times.isEmpty ? "" : "  \(times)")\n")
            }
            if let claimed = complaint.claimed { archive.say("诉求 \(claimed) 元", "claimed: \(claimed) yuan") }
            for settlement in complaint.settlements {
                let by = try name(of: settlement.member, desk)
                archive.say("赔付 \(settlement.amount) 元  \(settlement.time.inChina) \(by)", "settled: \(settlement.amount) yuan  \(settlement.time.inChina) \(by)")
            }
            let touched = try desk.touched(by: id)
            let records = desk.session.archive
            for (type, ids) in [(RecordType.conversation, touched.conversations), (.signing, touched.signings), (.promise, touched.promises)] {
                for id in ids {
                    let title = TouchedTitle.of(try records.record(id))[language]
                    Console.line("\(type.title[language])  \(title.isEmpty ? "" : title + "  ")\(id)", indent: 2)
                }
            }
            for said in touched.said {
                let title = TouchedTitle.of(try records.record(said.conversation))
                archive.tell("话语  \(title.zh) #\(said.utterance)  \(said.conversation)", "utterance  \(title.en) #\(said.utterance)  \(said.conversation)", indent: 2)
            }
            let holds = try desk.holds(on: id)
            if holds.isEmpty {
                archive.say("尚未保全：请法务运行 kaipan complaints hold \(id)", "NOT held: let legal run kaipan complaints hold \(id)")
            }
            for hold in holds { archive.say("保全 \(hold)", "held by \(hold)") }
        }
    }

    /// A member's name with the id behind it.
    private func name(of member: RecordID?, _ desk: ComplaintDesk) throws -> String {
        guard let member else { return "" }
        return try desk.session.archive.name(of: member).map { "\($0) \(member)" } ?? member.description
    }
}
