import ArgumentParser
import Foundation
import KaipanArchive
import KaipanChecks
import KaipanReports
import KaipanRules
import KaipanText
import Yams

/// `kaipan archive import`: conversations from files and folders.
struct ArchiveImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Imports conversations: WeCom, speech recognition, subtitles, chat exports. 导入会话。")

    @OptionGroup var options: ArchiveOptions
    @OptionGroup var rules: ImportRuleOptions

    @Argument(help: "Files and folders. 文件或文件夹。")
    var paths: [String]

    @Option(name: .long, help: ArgumentHelp("The format, where the content does not tell: \(ImportFormat.allCases.map(\.rawValue).joined(separator: ", ")). 格式。", valueName: "format"))
    var format: ImportFormat?

    @Option(name: .customLong("roles"), help: ArgumentHelp("A YAML file that says who sells and who buys. 角色映射文件。", valueName: "file"))
    var roles: String?

    @Option(name: .long, help: ArgumentHelp("When the recording began, for sources that count from there. 录音开始时间。", valueName: "time"))
    var start: Timestamp?

    @Option(name: .long, help: ArgumentHelp("The folder with the files that messages refer to. 媒体文件夹。", valueName: "folder"))
    var media: String?

    @Option(name: .long, parsing: .upToNextOption, help: ArgumentHelp("The recordings that a transcript is of. 对应的录音录像。", valueName: "file"))
    var recording: [String] = []

    @Option(name: .customLong("recording-offset"), help: ArgumentHelp("When the recordings begin, in ms after the transcript's zero. 录音起点偏移。", valueName: "ms"))
    var recordingOffset: Int64 = 0

    @Option(name: .long, help: ArgumentHelp("The project, by its id. 所属项目。", valueName: "id"))
    var project: RecordName?

    @Option(name: .long, help: ArgumentHelp("The unit, by its id. 所属房源。", valueName: "id"))
    var unit: RecordName?

    @Option(name: .long, help: ArgumentHelp("The customer, by id. 客户。", valueName: "id"))
    var customer: RecordName?

    @Option(name: .long, help: ArgumentHelp("The agent, by id. 置业顾问。", valueName: "id"))
    var agent: RecordName?

    @Option(name: .long, help: ArgumentHelp("The visit, by its id. 所属接待。", valueName: "id"))
    var visit: RecordName?

    @Flag(name: .long, help: "Watch the folders, and import what comes. 持续监视文件夹。")
    var watch = false

    func run() throws {
        try options.run {
            let session = try options.session()
            var context = ImportContext()
            context.options.format = format
            context.options.start = start
            context.project = try project?.id(in: session.archive, .project)
            context.unit = try unit?.id(in: session.archive, .unit)
            context.customer = try customer?.id(in: session.archive, .customer)
            context.agent = try agent?.id(in: session.archive, .agent)
            context.visit = try visit?.id(in: session.archive, .visit)
            context.mediaFolder = media
            context.recordings = recording.map { ImportContext.Recording(path: $0, alignment: MediaAlignment(offset: recordingOffset)) }
            if let roles { context.options.roles = try Self.mapping(roles) }
            context.check = try rules.check(options.spoken)
            var failed = false
            let files = try Self.files(paths)
            if watch {
                // What is there already may still be written to, so that it waits like what comes.
                var folder = DropFolder(paths)
                while true {
                    for path in folder.settled() { _ = importFile(path, session, context) }
                    Thread.sleep(forTimeInterval: 1)
                }
            }
            for path in files { failed = !importFile(path, session, context) || failed }
            try rules.finish(context.check, options.spoken)
            if failed { throw ExitCode(2) }
        }
    }

    /// Imports a file and says what it brought; an error does not keep the others from being imported.
    private func importFile(_ path: String, _ session: ArchiveSession, _ context: ImportContext) -> Bool {
        do {
            guard let data = FileManager.default.contents(atPath: path) else {
                throw ArchiveError.invalid(what: LocalizedText(zh: "读不了这个文件", en: "the file cannot be read"))
            }
            let summary = try session.importFile([UInt8](data), name: (path as NSString).lastPathComponent, context)
            guard !summary.repeated else {
                options.say("\(path)：已导入过（第 \(summary.positions.lowerBound) 条），没有重复添加", "\(path): imported before (entry \(summary.positions.lowerBound)); nothing was added")
                return true
            }
            let findings = summary.findings.sorted { $0.key < $1.key }.map { found in
                let name = Severity(rawValue: found.key)?.title
                return (zh: "\(name?.zh ?? found.key) \(found.value)", en: "\(name?.en ?? found.key) \(found.value)")
            }
            options.say(
                "\(path)：\(summary.format.title.zh)，会话 \(summary.conversations.count)，话语 \(summary.utterances)（已有 \(summary.known)），媒体 \(summary.media)，缺口 \(summary.gaps)，规则发现 \(findings.isEmpty ? "0" : findings.map(\.zh).joined(separator: "、"))",
                "\(path): \(summary.format.title.en), \(Console.counted(summary.conversations.count, "conversation")), \(Console.counted(summary.utterances, "utterance")) (\(summary.known) known), \(summary.media) media, \(Console.counted(summary.gaps, "gap")), findings \(findings.isEmpty ? "0" : findings.map(\.en).joined(separator: ", "))")
            for id in summary.conversations { Console.out("  \(id)\n") }
            for warning in summary.warnings.prefix(20) {
                Console.error("  \(path)\(warning.place.map { ":\($0.line)" } ?? ""): \(warning.message[options.spoken])")
            }
            return true
        } catch {
            Console.error("\(path): \(ArchiveProblem.message(error)[options.spoken])")
            return false
        }
    }

    static func mapping(_ path: String) throws -> RoleMapping {
        do {
            return try YAMLDecoder().decode(RoleMapping.self, from: String(contentsOfFile: path, encoding: .utf8))
        } catch {
            throw ArchiveError.invalid(what: LocalizedText(zh: "\(path)：\(error)", en: "\(path): \(error)"))
        }
    }

    /// Beside exports in a folder, and no conversations: role mappings and notes.
    private static let others: Set<String> = ["yml", "yaml", "md"]

    /// The files under some paths, in their order; hidden ones are left out.
    static func files(_ paths: [String]) throws -> [String] {
        try paths.flatMap { path -> [String] in
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw ArchiveError.invalid(what: LocalizedText(zh: "\(path)：没有这个文件", en: "\(path): there is no such file"))
            }
            guard isFolder.boolValue else { return [path] }
            let names = try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
            let visible = names.filter { !$0.split(separator: "/").contains { $0.hasPrefix(".") } }
            return visible.filter { !others.contains(($0 as NSString).pathExtension.lowercased()) }.map { "\(path)/\($0)" }.filter {
                var isFolder: ObjCBool = false
                return FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder) && !isFolder.boolValue
            }
        }
    }
}
