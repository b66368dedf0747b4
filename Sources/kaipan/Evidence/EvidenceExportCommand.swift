import ArgumentParser
import Foundation
import KaipanArchive
import KaipanLog
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

    @Option(name: .long, parsing: .upToNextOption, help: ArgumentHelp("Other records: documents, the signing, the customer. 其他记录。", valueName: "id"))
    var records: [RecordID] = []

    @Option(name: .long, help: ArgumentHelp("The folder to make. 证据包文件夹。", valueName: "folder"))
    var to: String

    @Option(name: .long, help: ArgumentHelp("As of the checkpoint over so many entries; else the newest. 检查点的条数。", valueName: "size"))
    var checkpoint: Int64?

    @Option(name: .customLong("customer-copy"), help: ArgumentHelp("A customer's own copy: other persons are redacted. 客户副本。", valueName: "customer"))
    var customer: RecordID?

    @Option(name: .customLong("redact-name"), help: ArgumentHelp("With --customer-copy: another person's name. 需遮盖的他人姓名。", valueName: "name"))
    var names: [String] = []

    @Option(name: .long, help: ArgumentHelp("The trust policy (C2SP tlog-policy) with the witnesses; else this log alone. 信任策略。", valueName: "file"))
    var policy: String?

    @Option(name: .customLong("tsa-roots"), help: ArgumentHelp("The time-stamp authorities' root certificates in PEM, to go in. 时间戳机构根证书。", valueName: "file"))
    var roots: String?

    func validate() throws {
        if conversation.isEmpty, records.isEmpty { throw ValidationError("--conversation ID, --records ID…") }
        if Set(conversation.map(\.id)).count < conversation.count { throw ValidationError("--conversation: one ID twice") }
        if customer == nil, !names.isEmpty { throw ValidationError("--redact-name: --customer-copy CUSTOMER") }
    }

    func run() throws {
        try options.run {
            let selection = EvidenceSelection(
                conversations: Dictionary(uniqueKeysWithValues: conversation.map { ($0.id, $0.utterances) }),
                records: records + (customer.map { [$0] } ?? []),
                copy: customer.map { .init(customer: $0, names: names, language: options.spoken) })
            let package = EvidencePackage(
                selection, size: checkpoint, policy: try policy.map { try TrustPolicy(parsing: Self.bytes($0)) },
                roots: try roots.map { String(decoding: try Self.bytes($0), as: UTF8.self) } ?? "")
            let receipt = try package.write(from: options.session(), to: to)
            options.say(
                """
                证据包：\(to)（\(receipt.files) 个文件，截至前 \(receipt.size) 条；披露话语 \(receipt.utterances) 句，未披露 \(receipt.withheld) 句）
                tagmanifest-sha256.txt 的 SHA-256：\(receipt.digest)（已记入日志第 \(receipt.position) 条）
                核验：python3 \(to)/data/verify.py
                """,
                """
                evidence package: \(to) (\(receipt.files) files, as of \(receipt.size) entries; \(receipt.utterances) utterances disclosed, \(receipt.withheld) withheld)
                SHA-256 of tagmanifest-sha256.txt: \(receipt.digest) (entry \(receipt.position) of the log)
                verify: python3 \(to)/data/verify.py
                """)
        }
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ArchiveError.invalid(what: LocalizedText(zh: "\(path)：读不了这个文件", en: "\(path): the file cannot be read"))
        }
        return Array(data)
    }
}

/// A conversation, and which of its utterances are opened: `ID`, `ID:3,5-8`, `ID:none`.
struct ConversationChoice: ExpressibleByArgument {
    let id: RecordID
    let utterances: EvidenceSelection.Utterances

    init?(argument: String) {
        let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
        guard let first = parts.first, let id = RecordID(String(first)), parts.count <= 2 else { return nil }
        self.id = id
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
