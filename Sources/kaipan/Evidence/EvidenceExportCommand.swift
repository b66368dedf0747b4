import ArgumentParser
import Foundation
import KaipanArchive
import KaipanScene
import KaipanText

/// `kaipan evidence export`: a BagIt folder with what is disclosed, and the proofs of it.
struct EvidenceExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes an evidence package (BagIt 1.0) of conversations and records. 导出证据包。",
        discussion: """
            The same selection and --checkpoint give the same bytes. Only what is named is opened; everything else is hashes.
            The reader verifies it with data/verify.py and data/VERIFY.md.
            """)

    @OptionGroup var options: ArchiveOptions

    @Option(name: .long, help: ArgumentHelp("A conversation by its id, all of it, or ID:3,5-8 for these utterances, from 0. 会话（可只选部分话语）。", valueName: "id"))
    var conversation: [ConversationChoice] = []

    @Option(name: .long, parsing: .upToNextOption, help: ArgumentHelp("Other records: documents, the signing (or its contract number), the customer. 其他记录。", valueName: "id"))
    var records: [RecordName] = []

    @OptionGroup var package: EvidenceOptions

    @Option(name: .customLong("customer-copy"), help: ArgumentHelp("A customer's own copy: other persons are redacted. 客户副本。", valueName: "customer"))
    var customer: RecordName?

    @Option(name: .customLong("redact-name"), help: ArgumentHelp("With --customer-copy: another person's name. 需遮盖的他人姓名。", valueName: "name"))
    var names: [String] = []

    func validate() throws {
        if conversation.isEmpty, records.isEmpty { throw ValidationError(zh: "请用 --conversation 或 --records 指出要披露的内容", en: "name what is disclosed with --conversation ID or --records ID…") }
        if customer == nil, !names.isEmpty { throw ValidationError(zh: "--redact-name 须与 --customer-copy 同用", en: "--redact-name goes with --customer-copy CUSTOMER") }
    }

    func run() throws {
        try options.run {
            let session = try options.session(), archive = session.archive
            let chosen = try conversation.map { (try $0.name.id(in: archive, .conversation), $0.utterances) }
            guard Set(chosen.map(\.0)).count == chosen.count else {
                throw ArchiveError.invalid(what: LocalizedText(
                    zh: "--conversation：同一个会话写了两次，请合并为 编号:0,2-3。", en: "--conversation names one conversation twice; write it once, as ID:0,2-3."))
            }
            let customer = try customer?.id(in: archive, .customer)
            let selection = EvidenceSelection(
                conversations: Dictionary(uniqueKeysWithValues: chosen), records: try records.map { try $0.id(in: archive) } + (customer.map { [$0] } ?? []),
                copy: customer.map { .init(customer: $0, names: names, language: options.spoken) })
            try package.write(package.make(selection, size: package.checkpoint), session, options)
        }
    }
}

/// A conversation, and which of its utterances are opened: `ID`, `ID:3,5-8`, `ID:none`.
struct ConversationChoice: ExpressibleByArgument {
    let name: RecordName
    let utterances: EvidenceSelection.Utterances

    init?(argument: String) {
        let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
        guard let first = parts.first, RecordPrefix(String(first)) != nil, let name = RecordName(argument: String(first)), parts.count <= 2 else { return nil }
        self.name = name
        guard parts.count == 2 else {
            utterances = .all
            return
        }
        if parts[1] == "none" {
            utterances = .none
            return
        }
        var numbers: Set<Int> = []
        for part in parts[1].split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard (1...2).contains(ends.count), let from = ends[0], let to = ends[ends.count - 1], from >= 0, from <= to, to < 10_000_000 else { return nil }
            numbers.formUnion(from...to)
        }
        utterances = .numbers(numbers)
    }
}
