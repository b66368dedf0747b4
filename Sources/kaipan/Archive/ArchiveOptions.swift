import ArgumentParser
import Foundation
import KaipanArchive
import KaipanText

/// Where the archive is, and who works with it.
struct ArchiveOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The archive's folder (else KAIPAN_ARCHIVE, else ./archive). 档案文件夹。", valueName: "folder"))
    var archive: String?

    @Option(name: .long, help: ArgumentHelp("A PostgreSQL database instead of a folder: postgres://… 用 PostgreSQL 存放。", valueName: "url"))
    var store: String?

    @Option(name: .long, help: ArgumentHelp("With --store: the file on this machine to which checkpoints are added. 检查点日志文件。", valueName: "file"))
    var journal: String?

    @Option(name: .customLong("key-file"), help: ArgumentHelp("The master key's file (else KAIPAN_MASTER_KEY). 主密钥文件。", valueName: "file"))
    var keyFile: String?

    @Option(name: .customLong("key-command"), help: ArgumentHelp("A command that prints the master key, for a key management service. 输出主密钥的命令。", valueName: "command"))
    var keyCommand: String?

    @Option(name: .customLong("as"), help: ArgumentHelp("Your member key (else KAIPAN_MEMBER). 成员密钥文件。", valueName: "file"))
    var member: String?

    @Option(name: .long, help: ArgumentHelp("What content is read for: \(AccessPurpose.allCases.map(\.rawValue).joined(separator: ", ")). 查阅目的。", valueName: "purpose"))
    var purpose: AccessPurpose?

    @Option(name: .long, help: ArgumentHelp("The complaint or case that it is for, by its id. 所涉投诉或案件。", valueName: "id"))
    var `case`: RecordName?

    @Option(name: .long, help: ArgumentHelp("The language of messages: zh or en; else the locale's. 消息语言。", valueName: "language"))
    var language: Language?

    var spoken: Language { CommonOptions.spoken(language) }

    private static var environment: [String: String] { ProcessInfo.processInfo.environment }

    var place: ArchivePlace {
        if let store { return .server(address: store, journal: journal) }
        return .folder(archive ?? Self.environment["KAIPAN_ARCHIVE"] ?? "archive")
    }

    /// The master key.
    func master() throws -> MasterKey {
        if let keyFile { return try MasterKeySource.file(keyFile).load() }
        if let keyCommand { return try MasterKeySource.command(keyCommand).load() }
        guard let text = Self.environment["KAIPAN_MASTER_KEY"] else {
            throw ArchiveError.noMasterKey(reason: "--key-file, --key-command, KAIPAN_MASTER_KEY")
        }
        return try MasterKeySource.environment(text).load()
    }

    /// Opens the archive, and finishes what an earlier process could not.
    func open() throws -> Archive {
        let archive = try Archive.open(place, master: master())
        try archive.finishErasures()
        return archive
    }

    /// Opens the archive as a member.
    func session() throws -> ArchiveSession {
        guard let path = member ?? Self.environment["KAIPAN_MEMBER"] else {
            throw ArchiveError.member(reason: spoken == .chinese ? "请用 --as 或 KAIPAN_MEMBER 给出成员密钥文件" : "name your member key with --as or KAIPAN_MEMBER")
        }
        let archive = try open()
        return try ArchiveSession(archive, key: MemberKey(path: path), purpose: purpose, subject: `case`?.id(in: archive))
    }

    /// Runs a command; an error is said in the user's language and ends it with status 2.
    func run(_ body: () throws -> Void) throws {
        do { try body() } catch let code as ExitCode { throw code } catch {
            Console.error(ArchiveProblem.message(error)[spoken])
            throw ExitCode(2)
        }
    }

    /// Says something that may be long, broken to the terminal's width.
    func tell(_ zh: String, _ en: String, indent: Int = 0) { Console.line(spoken == .chinese ? zh : en, indent: indent) }

    func say(_ zh: String, _ en: String) { Console.out((spoken == .chinese ? zh : en) + "\n") }
}

extension RecordID: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension AccessPurpose: ExpressibleByArgument {}
extension ImportFormat: ExpressibleByArgument {}
extension ErasureReason: ExpressibleByArgument {}
extension MemberRole: ExpressibleByArgument {}
extension RecordType: ExpressibleByArgument {}

/// A moment as people write it: `2026-03-01`, `2026-03-01T10:00` of a clock in China, or `2026-03-01T02:00:00.000Z`.
extension Timestamp: ExpressibleByArgument {
    public init?(argument: String) {
        if let exact = Timestamp(argument) {
            self = exact
            return
        }
        let parts = argument.split(whereSeparator: { $0 == "T" || $0 == " " })
        guard let first = parts.first, let day = CivilDate(String(first)), parts.count <= 2 else { return nil }
        guard parts.count == 2 else {
            self.init(day, hour: 0, minute: 0)
            return
        }
        let fields = parts[1].split(separator: ":", omittingEmptySubsequences: false)
        let numbers = fields.compactMap { $0.count == 2 ? Int($0) : nil }
        guard numbers.count == fields.count, (2...3).contains(numbers.count), (0..<24).contains(numbers[0]), numbers[1...].allSatisfy({ (0..<60).contains($0) })
        else { return nil }
        self.init(day, hour: numbers[0], minute: numbers[1], second: numbers.count == 3 ? numbers[2] : 0)
    }
}
