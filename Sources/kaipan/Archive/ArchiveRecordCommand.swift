import ArgumentParser
import Foundation
import KaipanArchive
import KaipanLog
import KaipanText

/// `kaipan archive record`: adds a record of a project, a unit, a customer, a visit, a signing …
struct ArchiveRecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Adds a record: project, unit, customer, agent, visit, signing, document, clause, complaint … 登记一条记录。",
        discussion: "Content is encrypted; --data stands in the log for ever and must not name anybody.")

    @OptionGroup var options: ArchiveOptions

    @Argument(help: "The record's type. 记录类型。")
    var type: RecordType

    @Option(name: .long, parsing: .upToNextOption, help: ArgumentHelp("Other records: project=ID customer=ID … 关联的记录。", valueName: "relation=id"))
    var link: [String] = []

    @Option(name: .long, help: ArgumentHelp("Open facts as a JSON object: kinds, times, counts. 公开字段（JSON）。", valueName: "json"))
    var data: String = "{}"

    @Option(name: .long, help: ArgumentHelp("What is encrypted, as a JSON object; - reads standard input. 加密内容（JSON）。", valueName: "json"))
    var content: String = "{}"

    @Option(name: .long, help: ArgumentHelp("A new version of this record. 某条记录的新版本。", valueName: "id"))
    var id: RecordID?

    @Option(name: .customLong("once"), help: ArgumentHelp("A key under which it is added once only. 幂等键。", valueName: "key"))
    var repeatKey: String?

    func run() throws {
        try options.run {
            guard let schema = RecordSchema.of(type) else {
                throw ArchiveError.invalid(what: LocalizedText(
                    zh: "\(type.rawValue) 由档案自己登记。可以登记的有：\(Self.types)。", en: "\(type.rawValue) records are the archive's own. These can be added: \(Self.types)."))
            }
            let session = try options.session()
            try session.require(.record)
            let links = try link.map { text -> Link in
                let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2, let relation = Relation(rawValue: parts[0]), let name = RecordName(argument: parts[1]) else {
                    throw ArchiveError.invalid(what: LocalizedText(zh: "--link \(text)：应为 关系=编号，如 project=01…", en: "--link \(text): should be relation=id, as in project=01…"))
                }
                let id = try name.id(in: session.archive)
                _ = try session.archive.record(id)
                return Link(relation, id)
            }
            let body = content == "-" ? String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self) : content
            let draft = try schema.draft(id: id ?? .new(), links: links, data: Self.object(data, "--data"), content: Self.object(body, "--content"))
            let receipt = try session.append([draft], repeatKey: repeatKey)
            let stored = try session.archive.record(at: receipt.positions.lowerBound)
            Console.out("\(stored.leaf.id)\n")
        }
    }

    private static var types: String {
        RecordType.allCases.filter { RecordSchema.of($0) != nil }.map(\.rawValue).joined(separator: ", ")
    }

    private static func object(_ text: String, _ option: String) throws -> CanonicalObject {
        do {
            guard case .object(let object) = try CanonicalJSON(readable: text) else { throw ArchiveError.noRecord(id: option) }
            return object
        } catch {
            throw ArchiveError.invalid(what: LocalizedText(
                zh: "\(option)：应为 JSON 对象，键用小写字母、数字和下划线，数字为整数。", en: "\(option): should be a JSON object with keys of small letters, digits and underscores, and whole numbers."))
        }
    }
}
