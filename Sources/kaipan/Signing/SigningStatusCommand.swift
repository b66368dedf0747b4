import ArgumentParser
import KaipanArchive
import KaipanScene
import KaipanText

/// `kaipan signing status`: how far guided signings are; nothing is decrypted for it.
struct SigningStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "status", abstract: "How far guided signings are. 引导签约进度。")

    @OptionGroup var options: ArchiveOptions

    @Argument(help: "One conversation; else all. 会话编号。")
    var name: RecordName?

    func run() throws {
        try options.run {
            let archive = try options.open()
            let all: [SigningOverview]
            if let id = try name?.id(in: archive, .conversation) {
                guard let one = try SigningOverview(archive, id) else { throw SigningError.notGuided(id: id.description) }
                all = [one]
            } else {
                all = try SigningOverview.all(in: archive)
            }
            for one in all {
                let state = (one.ending?.name ?? one.state.name)[options.spoken]
                options.say(
                    "\(one.conversation)  \(one.started.inChina)  \(state)  已确认 \(one.acknowledged)/\(one.clauses) 条  \(one.utterances) 句",
                    "\(one.conversation)  \(one.started.inChina)  \(state)  \(one.acknowledged) of \(one.clauses) clauses  \(Console.counted(one.utterances, "utterance"))")
                if let signing = one.signing { options.say("  签约 \(signing)", "  signing \(signing)") }
                for gap in one.gaps {
                    let name = SceneGap.name(of: gap)
                    options.say("  缺口：\(name.zh)", "  gap: \(name.en)")
                }
            }
            if all.isEmpty { options.say("没有引导签约。开始：kaipan signing start 房源 --customer 客户", "No guided signing. Begin one with kaipan signing start UNIT --customer CUSTOMER") }
        }
    }
}
