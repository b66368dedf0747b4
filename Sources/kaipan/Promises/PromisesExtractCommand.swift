import ArgumentParser
import Foundation
import KaipanArchive
import KaipanChecks
import KaipanDocuments
import KaipanScene
import KaipanText

/// `kaipan promises extract`: finds the promises of a conversation in the archive, or of a file.
struct PromisesExtractCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract", abstract: "Finds what sellers promise, and proposes it for a person to confirm. 提取允诺。",
        discussion: """
            CONVERSATION or a document's id: adds what is new to the archive; the reading is logged. A file (transcript, chat, brochure) is only read.
            Status 1 where there is no promise.
            """)

    @OptionGroup var options: ArchiveOptions
    @OptionGroup var output: PromiseOutput

    @Argument(help: "A conversation's or document's id, or a file. 会话、文档编号或文件。")
    var source: String

    @Option(name: .long, help: ArgumentHelp("Rule packs to use instead of the built-in ones. 规则库位置。", valueName: "path"))
    var rules: [String] = []

    @Option(name: .long, help: ArgumentHelp("The city whose profile applies, as a division code. 城市代码。", valueName: "code"))
    var city: String?

    @Option(name: .long, help: ArgumentHelp("Of a file without times: the day on which it was said. 文件无时间时的日期。", valueName: "time"))
    var on: Timestamp?

    func run() throws {
        try options.run {
            var common = try CommonOptions.parse([])
            common.rules = rules
            common.language = options.language
            let loaded = try common.loadRules()
            let extractor = PromiseExtractor(rules: loaded, settings: CheckSettings(asOf: .today(), city: city))
            // What is a file is read as one, whatever its name looks like.
            if RecordID(source) != nil || (RecordPrefix(source) != nil && !FileManager.default.fileExists(atPath: source)) {
                let session = try options.session()
                let found = try session.proposePromises(of: session.archive.id(of: source, [.conversation, .document]), by: extractor)
                try common.finish(with: loaded)
                try output.write(found, of: session.archive, in: options.spoken)
                if found.isEmpty { throw ExitCode(1) }
                return
            }
            let found = extractor.promises(in: try passages())
            try common.finish(with: loaded)
            try output.write(found, in: options.spoken)
            if found.isEmpty { throw ExitCode(1) }
        }
    }

    /// A conversation by its turns, any other file by its paragraphs.
    private func passages() throws -> [Passage] {
        guard let data = FileManager.default.contents(atPath: source) else {
            throw ArchiveError.invalid(what: LocalizedText(zh: "\(source)：既不是编号，也读不了这个文件", en: "\(source): is no id, and no file that can be read"))
        }
        let format = DocumentFormat(path: source) ?? DocumentFormat(sniffing: [UInt8](data))
        let document = try format.read([UInt8](data), path: source)
        let name = (source as NSString).lastPathComponent
        let isConversation = document.blocks.contains { $0.speaker != nil }
        return document.blocks.enumerated().filter { !$0.element.isHidden }.map { number, block in
            let role: Passage.Role =
                switch block.speaker {
                case .seller?: .seller
                case .customer?: .customer
                case nil: isConversation ? .unknown : .seller
                }
            return Passage(
                source: SourceReference(kind: isConversation ? .utterance : .document, record: name, part: "\(number)"), role: role,
                text: String(decoding: document.text[block.range], as: UTF8.self), time: on)
        }
    }
}
