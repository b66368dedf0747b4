import ArgumentParser
import Foundation
import KaipanChecks
import KaipanDocuments
import KaipanReports
import KaipanRules
import KaipanText

/// `kaipan rules diff`: what a change of rules adds and removes.
struct RulesDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Shows what a change of rules adds and removes. 比较两套规则的检查结果。",
        discussion: """
            Checks every document of the corpus with both sets of rules. The corpus's .kaipan.yml says of which kinds the documents
            are, in which city, with which severities and names; its own rule packs are left out: name them with --add-rules,
            which adds to both sides.
            Exit status, as diff has it: 0 the findings are the same (even if rules differ), 1 they differ, 2 something could not be
            compared.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Argument(help: "The old rules: a root, a pack's folder or a file. 旧规则。")
    var old: String

    @Argument(help: "The new rules. 新规则。")
    var new: String

    @Option(help: ArgumentHelp("Files, folders or patterns to check; may be repeated. 语料。", valueName: "path"))
    var corpus: [String] = []

    @Option(name: .customLong("add-rules"), help: ArgumentHelp("Rule packs that both sides have besides; may be repeated. 两侧共有的规则库。", valueName: "path"))
    var addRules: [String] = []

    @Option(help: ArgumentHelp("What kind of document all files are. 文档种类。", valueName: "kind"))
    var kind: DocumentKind?

    @Option(help: ArgumentHelp("The city whose profile applies, as a six-digit code. 城市代码，如 440100。", valueName: "code"))
    var city: String?

    @Option(name: .customLong("as-of"), help: ArgumentHelp("The day whose law applies, YYYY-MM-DD. 按哪一天的法律。", valueName: "date"))
    var asOf: CivilDate?

    @Option(name: .shortAndLong, help: ArgumentHelp("Files at a time (default: the number of cores). 并行数。", valueName: "n"))
    var jobs: Int?

    @Option(help: ArgumentHelp("The configuration to use instead of the .kaipan.yml found upwards. 配置文件。", valueName: "file"))
    var config: String?

    @Option(name: .long, help: ArgumentHelp("The language of messages: zh or en; else the locale's. 消息语言。", valueName: "language"))
    var language: Language?

    @Flag(help: "Rules and counts, not every finding. 只列规则和数目。")
    var brief = false

    @Option(help: "How to report. 输出格式。")
    var format: Format = .text

    func validate() throws {
        if corpus.isEmpty { throw ValidationError(zh: "请用 --corpus 指出要比较的文件", en: "name the documents to compare with --corpus") }
        if let jobs, jobs < 1 { throw ValidationError(zh: "--jobs 至少为 1", en: "--jobs must be at least 1") }
        if let city, !DivisionCode.isValid(city) { throw ValidationError(zh: "--city 应为六位区划代码，如 440100", en: "--city takes a six-digit division code such as 440100") }
    }

    func run() async throws {
        let language = CommonOptions.spoken(language)
        let configuration = try CheckSession.read(config ?? Configuration.find(from: CheckSession.commonFolder(corpus)), language)
        let before = try load(old, configuration, language)
        let after = try load(new, configuration, language)
        let settings = CheckSettings(
            asOf: asOf ?? configuration.asOf ?? .today(), city: city ?? configuration.city, severities: configuration.severities,
            today: .today())
        var options = Checker.Options(
            settings: settings, configuration: configuration, jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
        options.kind = kind
        let changes = RuleChange.compare(before, after)
        let text = DifferenceText(language: language, isBrief: brief)
        var json = DifferenceJSON(language: language)
        var summary = DifferenceSummary()
        Console.out(format == .text ? text.begin(old: before, new: after, changes) : json.begin(old: before, new: after, changes))
        let found = FileFinder(configuration: configuration).find(corpus)
        for problem in found.problems {
            summary.addUnreadable()
            Console.error(VisibleText.escaped("\(problem.path): \(problem.message[language])"))
        }
        try await CorpusComparison(old: before, new: after, options: options).compare(found.files) { document in
            summary.add(document)
            let piece = format == .text ? text.document(document) : json.document(document)
            if !piece.isEmpty { Console.out(piece) }
        }
        Console.out(format == .text ? text.end(summary) : json.end(summary))
        throw ExitCode(summary.exitStatus)
    }

    private func load(_ path: String, _ configuration: Configuration, _ language: Language) throws -> RuleSet {
        do {
            return try RuleSet(
                RuleSet.Location(paths: [path] + addRules, properNames: configuration.properNames), needsExamples: true)
        } catch {
            Console.error(Console.describe(error, in: language))
            throw ExitCode(2)
        }
    }
}
