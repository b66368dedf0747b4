import ArgumentParser
import KaipanArchive
import KaipanLog
import KaipanScene
import KaipanText

/// `kaipan archive status`: what an archive holds.
struct ArchiveStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "status", abstract: "Shows what the archive holds. 查看档案概况。")

    @OptionGroup var options: ArchiveOptions

    func run() throws {
        try options.run {
            let archive = try options.open()
            let status = try archive.status()
            options.say(
                "日志 \(archive.name)，第 \(status.epoch) 纪元，\(status.size) 条，话语 \(status.utterances) 句",
                "log \(archive.name), epoch \(status.epoch), \(EnglishCount.of(status.size, "entry", "entries")), \(EnglishCount.of(status.utterances, "utterance"))")
            for pair in status.counts { Console.out("  \(pair.type.title[options.spoken])  \(pair.count)\n") }
            options.say("有效的保全 \(try archive.holds().count) 项", "holds in force: \(try archive.holds().count)")
            Console.out(status.checkpoint)
        }
    }
}
