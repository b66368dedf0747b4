import ArgumentParser
import Foundation
import KaipanArchive
import KaipanText

/// `kaipan script publish`: proposes a script, and publishes it once two members approved.
struct ScriptPublishCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Checks a script and proposes it; with --request publishes one that two members approved. 送审或发布话术。",
        discussion: "A clause begins with its kind in brackets, as in “## 【必须】学区口径”: 必须, 可选, 禁止, 问答 (required, optional, forbidden, answer).")

    @OptionGroup var options: ArchiveOptions
    @OptionGroup var rules: ImportRuleOptions

    @Argument(help: "The script: Markdown, HTML, XML, DOCX or text. 话术文件。")
    var file: String?

    @Option(name: .long, help: ArgumentHelp("What it is about, such as 学区. 主题。", valueName: "topic"))
    var topic: String?

    @Option(name: .customLong("valid-from"), help: ArgumentHelp("When it comes into force, such as 2026-03-01 or 2026-03-01T09:00 in China. 生效时间。", valueName: "time"))
    var validFrom: Timestamp?

    @Option(name: .customLong("valid-to"), help: ArgumentHelp("When it ends. 失效时间。", valueName: "time"))
    var validTo: Timestamp?

    @Option(name: .long, help: ArgumentHelp("The project, by its id; else all. 适用项目。", valueName: "id"))
    var project: RecordName?

    @Option(name: .long, help: ArgumentHelp("The version that it takes the place of. 取代的版本。", valueName: "id"))
    var supersedes: RecordName?

    @Option(name: .long, help: ArgumentHelp("The approved request to publish. 已批准的申请。", valueName: "id"))
    var request: RecordName?

    func run() throws {
        try options.run {
            let session = try options.session(), archive = session.archive
            if let request {
                Console.out("\(try session.publish(request.id(in: archive, .approvalRequest)))\n")
                return
            }
            guard let file, let topic, let validFrom else {
                throw ArchiveError.invalid(what: LocalizedText(
                    zh: "请给出话术文件、--topic 和 --valid-from，或用 --request 发布已批准的申请。",
                    en: "Give the script's file, --topic and --valid-from, or publish an approved request with --request."))
            }
            guard let data = FileManager.default.contents(atPath: file) else {
                throw ArchiveError.invalid(what: LocalizedText(zh: "\(file)：读不了这个文件", en: "\(file): cannot be read"))
            }
            guard let check = try rules.check(options.spoken) else {
                throw ArchiveError.invalid(what: LocalizedText(zh: "话术必须先经规则检查，不能用 --no-check。", en: "A script is checked before it is proposed; --no-check is not for it."))
            }
            let id = try session.propose(
                [UInt8](data), name: (file as NSString).lastPathComponent,
                ArchiveSession.ScriptProposal(
                    topic: topic, project: project?.id(in: archive, .project), validFrom: validFrom, validTo: validTo,
                    supersedes: supersedes?.id(in: archive, .script)),
                check: check)
            try rules.finish(check, options.spoken)
            Console.out("\(id)\n")
            options.say(
                "已送审。请两名其他成员各运行：kaipan archive approve \(id)；之后运行：kaipan script publish --request \(id)",
                "Proposed. Let two other members run kaipan archive approve \(id); then run kaipan script publish --request \(id)")
        }
    }
}
