import ArgumentParser
import KaipanArchive
import KaipanLog
import KaipanText

/// `kaipan archive show`: a record with its content, or a conversation with what was said.
struct ArchiveShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows a record with its content; the reading is logged. 查看记录内容（会留痕）。")

    @OptionGroup var options: ArchiveOptions

    @Argument(help: "The record's id or the beginning of it; of a signing also the contract number. 记录编号。")
    var name: RecordName

    func run() throws {
        try options.run {
            let session = try options.session(), id = try name.id(in: session.archive)
            let reading = try session.read(id)
            Console.out(String(decoding: reading.record.bytes, as: UTF8.self) + "\n")
            if reading.isRedacted { options.say("个人信息已隐去（质检阅览）", "personal data are redacted, as for quality reviewers") }
            switch reading.content {
            case .none: break
            case .open(let body, _): Console.out(String(decoding: try body.serialized(), as: UTF8.self) + "\n")
            case .erased: options.say("内容已按规定删除", "the content was erased")
            }
            for (stored, spoken) in reading.utterances {
                let time = stored.utterance.time?.inChina ?? stored.utterance.start.map { "\($0) ms" } ?? ""
                let mark = stored.utterance.flags.contains(.doubtful) ? " ?" : ""
                Console.out("\(stored.utterance.number)\t\(time)\t\(stored.utterance.role.title[options.spoken])\(mark)\t\(spoken?.text ?? "—")\n")
            }
        }
    }
}
