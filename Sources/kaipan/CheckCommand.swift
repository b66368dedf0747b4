import ArgumentParser
import Foundation
import KaipanChecks
import KaipanDocuments
import KaipanReports
import KaipanRules
import KaipanText

/// `kaipan check`: from documents to findings.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks documents and reports each risk at its place. 检查文件并指出每一处风险。",
        discussion: """
            Reads HTML, XML, DOCX, Markdown and plain text. Exit status: 0 nothing at or above --fail-on, 1 findings,
            2 the work could not be done.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, html }

    @Argument(help: "Files, folders or patterns; - reads standard input. 文件、目录或通配符。")
    var paths: [String] = []

    @OptionGroup var common: CommonOptions

    @Option(help: ArgumentHelp("What kind of document all files are. 文档种类。", valueName: "kind"))
    var kind: DocumentKind?

    @Option(help: ArgumentHelp("The city whose profile applies, as a six-digit code. 城市代码，如 440100。", valueName: "code"))
    var city: String?

    @Option(name: .customLong("as-of"), help: ArgumentHelp("The day whose law applies, YYYY-MM-DD. 按哪一天的法律。", valueName: "date"))
    var asOf: CivilDate?

    @Option(name: .customLong("fail-on"), help: ArgumentHelp("The severity from which on the status is 1 (default: error). 达到此级别即退出 1。", valueName: "severity"))
    var failOn: Severity?

    @Option(help: ArgumentHelp("The encoding to assume without a byte order mark. 文件编码。", valueName: "name"))
    var encoding: String?

    @Option(help: "How to report. 输出格式。")
    var format: Format = .text

    @Option(name: .shortAndLong, help: ArgumentHelp("Write the report to a file. 输出到文件。", valueName: "file"))
    var output: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("Files at a time (default: the number of cores). 并行数。", valueName: "n"))
    var jobs: Int?

    @Option(name: .customLong("stdin-name"), help: ArgumentHelp("The name that standard input is given. 标准输入的文件名。", valueName: "name"))
    var stdinName: String?

    @Option(help: ArgumentHelp("The configuration to use instead of the .kaipan.yml found upwards. 配置文件。", valueName: "file"))
    var config: String?

    @Flag(help: "Also show what was excepted, and by what. 显示被豁免的命中及原因。")
    var why = false

    @Flag(help: "Check one JSON object a line from standard input. 逐行检查标准输入的 JSON。")
    var ndjson = false

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1") }
        if let encoding, TextEncoding(label: encoding) == nil {
            throw ValidationError(
                "--encoding cannot be “\(encoding)”; known are \(TextEncoding.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        if let city, !DivisionCode.isValid(city) {
            throw ValidationError("--city takes a six-digit division code such as 440100")
        }
        if !ndjson, paths.isEmpty, stdinName == nil {
            throw ValidationError("name a file or a folder to check, or - for standard input")
        }
        if ndjson, !paths.isEmpty { throw ValidationError("--ndjson reads standard input and takes no paths") }
    }

    func run() async throws {
        let configuration = try loadConfiguration()
        let rules = try common.loadRules(configuration: configuration)
        try refuseUnknownRules(configuration, rules)
        tellAboutCity(city ?? configuration.city, rules)
        let settings = CheckSettings(
            asOf: asOf ?? configuration.asOf ?? .today(), city: city ?? configuration.city,
            severities: configuration.severities, collectsExemptions: why)
        let threshold = failOn ?? configuration.failOn ?? .error
        let workers = jobs ?? ProcessInfo.processInfo.activeProcessorCount
        if ndjson {
            var stream = NDJSONStream(
                line: NDJSONLine(
                    checker: DocumentChecker(rules: rules), settings: settings, language: common.spokenLanguage,
                    kind: kind ?? .advertisement),
                jobs: workers)
            throw ExitCode(await stream.run(failOn: threshold))
        }
        var options = Checker.Options(settings: settings, configuration: configuration, jobs: workers)
        options.kind = kind
        options.keepsDocuments = format == .html
        options.encoding = encoding.flatMap(TextEncoding.init(label:))
        let info = RunInfo(rules: rules, asOf: settings.asOf, city: settings.city, language: common.spokenLanguage)
        throw ExitCode(try await check(Checker(rules: rules, options: options), info, configuration, failOn: threshold))
    }

    private func check(
        _ checker: Checker, _ info: RunInfo, _ configuration: Configuration, failOn: Severity
    ) async throws -> Int32 {
        let language = info.language
        var sink: ReportSink
        do {
            sink = try ReportSink(path: output)
        } catch {
            Console.error(say("无法写入 \(output ?? "")：\(error)", "cannot write \(output ?? ""): \(error)"))
            return 2
        }
        var reporter: any Reporter =
            switch format {
            case .text:
                TextReporter(
                    info: info, usesColor: output == nil && Console.isOutputTerminal, showsExemptions: why, width: Console.width)
            case .json: JSONReporter(info: info, showsExemptions: why)
            case .html: HTMLReporter(info: info, showsExemptions: why)
            }
        var summary = Summary()
        sink.write(reporter.begin())
        let named = paths.filter { $0 != "-" }
        let found = FileFinder(configuration: configuration).find(named)
        summary.skipped = found.skipped
        for problem in found.problems {
            summary.addUnreadable()
            Console.error(VisibleText.escaped("\(problem.path): \(problem.message[language])"))
        }
        var progress = ProgressLine(total: found.files.count, isShown: Console.isErrorTerminal, language: language)
        if paths.contains("-") || named.isEmpty {
            // One byte more than is read at all, so that endless input is refused and not collected.
            let input = try FileHandle.standardInput.read(upToCount: ReadingOptions().sizeLimit + 1) ?? Data()
            let report = checker.check(Array(input), name: stdinName ?? "<stdin>")
            summary.add(report)
            sink.write(reporter.document(report))
        }
        try await checker.check(found.files) { report in
            summary.add(report)
            let text = reporter.document(report)
            progress.advance(clearing: !text.isEmpty)
            sink.write(text)
        }
        progress.finish()
        sink.write(reporter.end(summary))
        do {
            try sink.close()
        } catch {
            Console.error(say("写入 \(output ?? "") 失败：\(error)", "writing \(output ?? "") failed: \(error)"))
            return 2
        }
        return summary.exitStatus(failOn: failOn)
    }

    private func loadConfiguration() throws -> Configuration {
        let path = config ?? Configuration.find(from: commonFolder())
        guard let path else { return Configuration() }
        do {
            return try ConfigurationReader.read(path)
        } catch {
            Console.error(Console.describe(error, in: common.spokenLanguage))
            throw ExitCode(2)
        }
    }

    /// The folder that holds all arguments, from which the configuration is looked for upwards.
    private func commonFolder() -> String {
        let folders = paths.filter { $0 != "-" && !FilePattern.isPattern($0) }.map { path -> [String] in
            var isDirectory = ObjCBool(false)
            let url = URL(fileURLWithPath: path).standardizedFileURL
            let isFolder = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
            return (isFolder ? url : url.deletingLastPathComponent()).pathComponents
        }
        guard var shared = folders.first else { return FileManager.default.currentDirectoryPath }
        for folder in folders.dropFirst() { shared = Array(zip(shared, folder).prefix { $0 == $1 }.map(\.0)) }
        return NSString.path(withComponents: shared)
    }

    /// A rule that the configuration changes and no pack has is a slip of the pen; nothing falls back to defaults.
    private func refuseUnknownRules(_ configuration: Configuration, _ rules: RuleSet) throws {
        let known = Set(rules.rules.map(\.id))
        let unknown = configuration.severities.keys.sorted().filter { !known.contains($0) }
        for id in unknown {
            let nearest = Nearest.word(to: id, among: Array(known))
            Console.error(
                say(
                    ".kaipan.yml：没有规则“\(id)”\(nearest.map { "，是否指“\($0)”？" } ?? "；kaipan rules list 列出全部")",
                    ".kaipan.yml: there is no rule “\(id)”\(nearest.map { "; did you mean “\($0)”?" } ?? "; kaipan rules list shows them all")"))
        }
        if !unknown.isEmpty { throw ExitCode(2) }
    }

    /// A city without a profile is judged by the national rules, which the user should know.
    private func tellAboutCity(_ city: String?, _ rules: RuleSet) {
        guard let city, !rules.packs.contains(where: { $0.city.map { $0.prefix(4) == city.prefix(4) } ?? false }) else { return }
        Console.error(
            say("没有城市 \(city) 的规则包，只按全国规则检查", "there is no pack for the city \(city); only the national rules apply"))
    }

    private func say(_ zh: String, _ en: String) -> String { common.spokenLanguage == .chinese ? zh : en }
}
