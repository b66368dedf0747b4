import ArgumentParser
import KaipanArchive
import KaipanScene
import KaipanText

/// `kaipan signing start`: begins a guided signing.
struct SigningStartCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Begins a guided signing with the scripts in force. 开始引导签约。",
        discussion: """
            Lines are what the buyer says. Commands: /pause /continue /person /take /return /repeat /withdraw /end
            （/暂停 /继续 /人工 /接手 /交还 /重复 /撤回 /结束）. With a person, lines that begin with 工作人员： or staff: are the person's.
            Status 1 where the signing was not completed. A unit that was signed for, or whose guided signing is open, takes --again.
            """)

    @OptionGroup var options: ArchiveOptions
    @OptionGroup var lines: SigningLines

    @Argument(help: "The unit, by its id. 房源编号。")
    var unit: RecordName

    @Option(name: .long, help: ArgumentHelp("The buyer, by the record's id. 客户编号。", valueName: "id"))
    var customer: RecordName

    @Option(name: .long, help: ArgumentHelp("Who serves the buyer. 置业顾问编号。", valueName: "id"))
    var agent: RecordName?

    @Option(name: .long, help: ArgumentHelp("Only scripts on this topic. 只用某一主题的话术。", valueName: "topic"))
    var topic: String?

    @Option(name: .long, help: ArgumentHelp("The project; else the unit's. 项目编号。", valueName: "id"))
    var project: RecordName?

    @Flag(help: "Although the unit has a signing already, as after a rescission. 该房源已有签约仍另开一次。")
    var again = false

    func run() throws {
        try options.run {
            let session = try options.session(), archive = session.archive
            let parties = SigningSession.Parties(
                unit: try unit.id(in: archive, .unit), customer: try customer.id(in: archive, .customer), project: try project?.id(in: archive, .project),
                agent: try agent?.id(in: archive, .agent))
            let signing = try SigningSession.start(
                session, parties, topic: topic, language: options.spoken, at: .now(), again: again)
            options.say("会话 \(signing.conversation)", "conversation \(signing.conversation)")
            try lines.converse(signing, options)
        }
    }
}
