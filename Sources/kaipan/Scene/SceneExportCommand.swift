import ArgumentParser
import Foundation
import KaipanArchive
import KaipanLog
import KaipanScene
import KaipanText

/// `kaipan scene export`: the scene as an evidence package.
struct SceneExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes the scene with its evidence as a BagIt folder that others verify without Kaipan. 导出场景证据包。",
        discussion: "The same subject and --checkpoint give the same bytes. The reader verifies it with data/verify.py and data/VERIFY.md.")

    @OptionGroup var options: ArchiveOptions
    @OptionGroup var package: EvidenceOptions
    @OptionGroup var rules: SceneRuleOptions

    @Argument(help: "The id of a signing or a complaint, or the beginning of it, or a contract number. 签约或投诉编号（至少前 6 位），或合同编号。")
    var subject: String

    @Option(name: .customLong("customer-copy"), help: ArgumentHelp("A customer's own copy: other persons are redacted. 客户副本。", valueName: "customer"))
    var customer: RecordName?

    func run() throws {
        try options.run {
            let session = try options.session(), archive = session.archive
            let size = try package.checkpoint ?? archive.size()
            guard size > 0, try size <= archive.size() else {
                throw ArchiveError.invalid(what: LocalizedText(
                    zh: "--checkpoint \(size)：应为 1 至 \(try archive.size())，即日志现有的条数。", en: "--checkpoint \(size): should be 1 to \(try archive.size()), the number of entries that the log has."))
            }
            let customer = try customer?.customer(of: subject, session)
            // The same checkpoint, the same rules: those of its day.
            let scene = try rules.withParts(archive, before: size, on: archive.record(at: size - 1).leaf.time.dayInChina, options) { parts in
                try SceneReader(session, parts: parts, size: size).scene(of: subject, variant: customer == nil ? .full : .customer, customer: customer)
            }
            let made = try package.make(scene.evidence(copy: customer, language: options.spoken), size: size, files: scene.files(language: options.spoken))
            try package.write(made, session, options)
        }
    }
}
