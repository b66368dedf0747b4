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

    @Argument(help: "With --customer-copy: which of those who bought together it is for, by the record's id; else all of them. 副本给哪位买受人（编号）。")
    var customer: RecordName?

    @Flag(name: .customLong("customer-copy"), help: "Their own data only; those of others are blacked out. 客户副本。")
    var isCustomerCopy = false

    @OptionGroup var report: ReportOutput

    @Option(name: .long, help: ArgumentHelp("A folder beside the file for the recordings, so that the page plays them. 录音文件夹。", valueName: "folder"))
    var media: String?

    @Option(name: .customLong("as-known-at"), help: ArgumentHelp("Only what was recorded by then. 只看当时已登记的内容。", valueName: "time"))
    var known: Timestamp?

    @OptionGroup var rules: SceneRuleOptions

    func validate() throws {
        guard let customer, !isCustomerCopy else { return }
        throw ValidationError(
            zh: "“\(customer.text)”：第二个编号是副本给哪位买受人，须与 --customer-copy 同用",
            en: "“\(customer.text)”: a second id says which buyer a copy is for, and goes with --customer-copy")
    }

    func run() throws {
        try options.run {
            // Before the reading, which is logged.
            let format = try report.chosen()
            guard media == nil || (format == .html && report.output != nil && !isCustomerCopy) else {
                throw ArchiveError.invalid(what: LocalizedText(
                    zh: "--media 只用于 --output 文件.html，且不能与 --customer-copy 同用。", en: "--media goes with --output FILE.html, and without --customer-copy."))
            }
            let printer = format == .pdf ? try PagePrinter.find() : nil
            let session = try options.session(), customer = try customer?.customer(of: subject, session)
            var scene = try rules.withParts(session.archive, before: session.archive.horizon(known), options) { parts in
                try SceneReader(session, parts: parts, asKnownAt: known).scene(of: subject, variant: isCustomerCopy ? .customer : .full, customer: customer)
            }
            if let media, let output = report.output { try SceneMediaFolder(media, beside: output).fill(&scene, session) }
            let text =
                switch format {
                case .text: SceneReport.text(scene, language: options.spoken, width: report.output == nil ? Console.width : nil)
                case .json: try SceneReport.json(scene)
                case .html, .pdf: SceneReport.html(scene, language: options.spoken)
                }
            try report.write(text, printer, options.spoken)
        }
    }
}
