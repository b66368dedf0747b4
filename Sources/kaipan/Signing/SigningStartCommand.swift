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
            Status 1 where the signing was not completed.
            """)

    @OptionGroup var options: ArchiveOptions
    @OptionGroup var lines: SigningLines

    @Argument(help: "The unit, by its id. 房源编号。")
    var unit: RecordID

    @Option(name: .long, help: ArgumentHelp("The buyer, by the record's id. 客户编号。", valueName: "id"))
    var customer: RecordID

    @Option(name: .long, help: ArgumentHelp("Who serves the buyer. 置业顾问编号。", valueName: "id"))
    var agent: RecordID?

    @Option(name: .long, help: ArgumentHelp("Only scripts on this topic. 只用某一主题的话术。", valueName: "topic"))
    var topic: String?

    @Option(name: .long, help: ArgumentHelp("The project; else the unit's. 项目编号。", valueName: "id"))
    var project: RecordID?

    func run() throws {
        try options.run {
            let parties = SigningSession.Parties(unit: unit, customer: customer, project: project, agent: agent)
            let signing = try SigningSession.start(options.session(), parties, topic: topic, language: options.spoken, at: .now())
            options.say("会话 \(signing.conversation)", "conversation \(signing.conversation)")
            try lines.converse(signing, options)
        }
    }
}
