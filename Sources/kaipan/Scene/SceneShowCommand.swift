import ArgumentParser
import Foundation
import KaipanArchive
import KaipanScene
import KaipanText

/// `kaipan scene SIGNING`: rebuilds a signing as text, JSON, HTML or PDF.
struct SceneShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Rebuilds the scene of a signing; `kaipan scene SIGNING` is the same. 还原签约场景。",
        discussion: "Takes a signing, a contract number or a complaint. The reading is logged; --purpose says what for.")

    @OptionGroup var options: ArchiveOptions

    @Argument(help: "The id of a signing or a complaint, or the beginning of it, or a contract number. 签约或投诉编号（至少前 6 位），或合同编号。")
    var subject: String

    @Flag(name: .customLong("customer-copy"), help: "Their own data only; those of others are blacked out. 客户副本。")
    var isCustomerCopy = false

    @Option(name: .long, help: ArgumentHelp("text, json or html; else what --output ends in, else text. 格式。", valueName: "format"))
    var format: SceneReport.Format?

    @Option(name: .long, help: ArgumentHelp("The file to write: .html, .json, .txt, or .pdf through Chromium. 输出文件。", valueName: "file"))
    var output: String?

    @Option(name: .long, help: ArgumentHelp("A folder beside the file for the recordings, so that the page plays them. 录音文件夹。", valueName: "folder"))
    var media: String?

    @Option(name: .customLong("as-known-at"), help: ArgumentHelp("Only what was recorded by then. 只看当时已登记的内容。", valueName: "time"))
    var known: Timestamp?

    @OptionGroup var rules: SceneRuleOptions

    private var isPDF: Bool { output?.lowercased().hasSuffix(".pdf") ?? false }

    private var chosen: SceneReport.Format {
        if let format { return format }
        switch output.map({ ($0 as NSString).pathExtension.lowercased() }) {
        case "html", "htm", "pdf": return .html
        case "json": return .json
        default: return .text
        }
    }

    func validate() throws {
        guard media == nil || (chosen == .html && output != nil && !isPDF && !isCustomerCopy) else {
            throw ValidationError("--media: --format html --output FILE.html, without --customer-copy")
        }
        guard !isPDF || chosen == .html else { throw ValidationError("--output FILE.pdf: --format html") }
    }

    func run() throws {
        try options.run {
            let session = try options.session()
            let parts = try rules.parts(session.archive, before: session.archive.horizon(known), options)
            let reader = SceneReader(session, parts: parts, asKnownAt: known)
            // Before the reading, which is logged.
            let browser = isPDF ? try PagePrinter.find() : nil
            var scene = try reader.scene(of: subject, variant: isCustomerCopy ? .customer : .full)
            if let media, let output { try SceneMediaFolder(media, beside: output).fill(&scene, session) }
            let text =
                switch chosen {
                case .text: SceneReport.text(scene, language: options.spoken)
                case .json: try SceneReport.json(scene)
                case .html: SceneReport.html(scene, language: options.spoken)
                }
            if let browser, let output { return try browser.print(text, to: output) }
            do {
                var sink = try ReportSink(path: output)
                sink.write(text)
                try sink.close()
            } catch {
                Console.error(Console.cannotWrite(output ?? "-", error, options.spoken))
                throw ExitCode(2)
            }
        }
    }
}

extension SceneReport.Format: ExpressibleByArgument {}
