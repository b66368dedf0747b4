import ArgumentParser
import Foundation
import KaipanChecks
import KaipanDocuments
import KaipanNames
import KaipanReports
import KaipanRules
import KaipanText

/// One run over documents: configuration, rules, files, baseline and suppressions together.
struct CheckSession {
    let configuration: Configuration
    let rules: RuleSet
    let settings: CheckSettings
    let info: RunInfo
    let jobs: Int
    /// The files to check, with what could not be found.
    private(set) var found: FileFinder.Result
    /// The baseline that was found or named, with its path.
    let baseline: (path: String, baseline: Baseline)?
    private let options: Checker.Options
    private let common: CommonOptions
    private var matcher: BaselineMatcher?
    private var suppressions: SuppressionMatcher?

    /// - Parameters:
    ///   - paths: the arguments; `-` is left to the caller.
    ///   - usesBaseline: whether a baseline is looked for.
    /// - Throws: `ExitCode(2)` after it said what is wrong.
    init(
        _ options: CheckOptions, common: CommonOptions, paths: [String], collectsExemptions: Bool = false, keepsDocuments: Bool = false,
        usesBaseline: Bool = true
    ) throws {
        self.common = common
        let language = common.spokenLanguage
        let named = paths.filter { $0 != "-" }
        let folder = Self.commonFolder(named)
        configuration = try Self.read(options.config ?? Configuration.find(from: folder), language)
        rules = try common.loadRules(configuration: configuration)
        settings = CheckSettings(
            asOf: options.asOf ?? configuration.asOf ?? .today(), city: options.city ?? configuration.city,
            severities: configuration.severities, collectsExemptions: collectsExemptions, today: .today())
        info = RunInfo(
            rules: rules, asOf: settings.asOf, city: settings.city, language: language,
            toolVersion: Kaipan.configuration.version, root: .current(),
            pages: try Self.pages(options.rulePages, configuration, language))
        jobs = options.jobs ?? ProcessInfo.processInfo.activeProcessorCount
        var checker = Checker.Options(settings: settings, configuration: configuration, jobs: jobs)
        checker.kind = options.kind
        checker.encoding = options.encoding.flatMap(TextEncoding.init(label:))
        checker.keepsDocuments = keepsDocuments
        checker.names = try Self.nameChecks(configuration, settings, rules, language)
        self.options = checker
        try Self.refuseUnknownRules(configuration, rules, language)
        Self.tellAboutCity(settings.city, rules, language)
        var found = FileFinder(configuration: configuration).find(named)
        if let revision = options.changedSince {
            do {
                let changed = try GitChanges(since: revision, in: folder)
                found.files = found.files.filter(changed.contains)
                found.skipped = [:]
                if found.files.isEmpty {
                    Console.error(
                        language == .chinese ? "自 \(revision) 以来没有改动的文件" : "no file was changed since \(revision)")
                }
            } catch {
                Console.error(error.message[language])
                throw ExitCode(2)
            }
        }
        self.found = found
        let roots = options.changedSince == nil ? named.filter(Self.isFolder) : []
        let register = options.suppressions ?? configuration.suppressions
            ?? Self.find(SuppressionRegister.usualName, from: folder)
        if let register {
            do {
                suppressions = SuppressionMatcher(try SuppressionRegister(contentsOf: register), settings: settings,
                    known: rules.rules.map(\.id) + NameRule.allCases.map(\.rawValue), roots: roots)
            } catch {
                Console.error(Console.describe(error, in: language))
                throw ExitCode(2)
            }
        }
        let place = options.baseline ?? configuration.baseline ?? Self.find(Baseline.usualName, from: folder)
        if usesBaseline, let place {
            do {
                let known = try Baseline(contentsOf: place)
                baseline = (place, known)
                matcher = BaselineMatcher(known, folder: Self.folder(of: place), roots: roots)
            } catch {
                Console.error(error.message[language])
                throw ExitCode(2)
            }
        } else {
            baseline = nil
        }
    }

    /// Leaves out the file that the report goes to: a report quotes what it found.
    mutating func leaveOut(_ path: String) {
        let target = URL(fileURLWithPath: path).standardizedFileURL.path
        found.files.removeAll { URL(fileURLWithPath: $0).standardizedFileURL.path == target }
    }

    /// What checks a single document, for input that is no file.
    var checker: Checker { Checker(rules: rules, options: options) }

    /// Checks all files and hands over their reports, with the baseline's marks and the suppressions, in the order of the files;
    /// what is wrong with the register comes last.
    mutating func check(_ body: (DocumentReport) throws -> Void) async throws {
        var state = self
        try await checker.check(found.files) { report in
            var report = report
            state.mark(&report)
            try body(report)
        }
        self = state
        try finish()
        if var report = suppressions?.report {
            matcher?.mark(&report)
            try body(report)
        }
    }

    /// Ends the use of the rules.
    func finish() throws { try common.finish(with: rules, configuration: configuration) }

    /// Adds what register and baseline know to the report of one document.
    mutating func mark(_ report: inout DocumentReport) {
        suppressions?.mark(&report)
        matcher?.mark(&report)
    }

    /// The entries of the baseline that nothing met, once all is checked.
    var stale: [Baseline.Entry] { matcher?.stale ?? [] }
    /// The entries of the baseline that this run says nothing about.
    var untouched: [Baseline.Entry] { matcher?.untouched ?? [] }
    /// The register's entries with what became of them, once all is checked.
    var records: [SuppressionRecord] { suppressions?.records ?? [] }

    // MARK: - Finding things

    static func read(_ path: String?, _ language: Language) throws -> Configuration {
        guard let path else { return Configuration() }
        do {
            return try ConfigurationReader.read(path)
        } catch {
            Console.error(Console.describe(error, in: language))
            throw ExitCode(2)
        }
    }

    /// The checks of names, where the configuration says anything of names.
    private static func nameChecks(
        _ configuration: Configuration, _ settings: CheckSettings, _ rules: RuleSet, _ language: Language
    ) throws -> NameChecks? {
        guard let names = configuration.names else { return nil }
        var context = NameContext(asOf: settings.asOf)
        context.city = names.city ?? settings.city
        context.classes = names.classes
        context.owners = names.owners
        context.policy = try NameOptions.policy(rules, context.city, language)
        do {
            return NameChecks(settings: names, index: try names.index.map { path throws(NameIndexError) in try NameIndex(contentsOf: path) }, context: context)
        } catch {
            Console.error(error.message[language])
            throw ExitCode(2)
        }
    }

    private static func pages(_ option: String?, _ configuration: Configuration, _ language: Language) throws -> RulePages? {
        guard let base = option ?? configuration.rulePages else { return nil }
        guard let pages = RulePages(base: base) else {
            Console.error(
                language == .chinese
                    ? ".kaipan.yml：rulePages 不能是“\(base)”；应为 http、https、file 地址，或相对于报告的路径"
                    : ".kaipan.yml: rulePages cannot be “\(base)”; expected an http, https or file address, or a path relative to the report")
            throw ExitCode(2)
        }
        return pages
    }

    /// The nearest file of a name at or above a folder, as seen from here where it lies below.
    static func find(_ name: String, from folder: String) -> String? {
        let here = FileManager.default.currentDirectoryPath + "/"
        return Configuration.find(name, from: folder).map { $0.hasPrefix(here) ? String($0.dropFirst(here.count)) : $0 }
    }

    static func folder(of path: String) -> String {
        let folder = (path as NSString).deletingLastPathComponent
        return folder.isEmpty ? "." : folder
    }

    private static func isFolder(_ path: String) -> Bool {
        var isDirectory = ObjCBool(false)
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }

    /// The folder that holds all arguments, from which files of the project are looked for upwards.
    static func commonFolder(_ paths: [String]) -> String {
        let folders = paths.filter { !FilePattern.isPattern($0) }.map { path -> [String] in
            let url = URL(fileURLWithPath: path).standardizedFileURL
            return (isFolder(path) ? url : url.deletingLastPathComponent()).pathComponents
        }
        guard var shared = folders.first else { return FileManager.default.currentDirectoryPath }
        for folder in folders.dropFirst() { shared = Array(zip(shared, folder).prefix { $0 == $1 }.map(\.0)) }
        return NSString.path(withComponents: shared)
    }

    /// A rule that the configuration changes and no pack has is a slip of the pen; nothing falls back to defaults.
    private static func refuseUnknownRules(_ configuration: Configuration, _ rules: RuleSet, _ language: Language) throws {
        let known = Set(rules.rules.map(\.id) + BuiltInRules.all.map(\.id))
        let unknown = configuration.severities.keys.sorted().filter { !known.contains($0) }
        for id in unknown {
            let nearest = Nearest.word(to: id, among: Array(known))
            Console.error(
                language == .chinese
                    ? ".kaipan.yml：没有规则“\(id)”\(nearest.map { "，是否指“\($0)”？" } ?? "；kaipan rules list 列出全部")"
                    : ".kaipan.yml: there is no rule “\(id)”\(nearest.map { "; did you mean “\($0)”?" } ?? "; kaipan rules list shows them all")")
        }
        if !unknown.isEmpty { throw ExitCode(2) }
    }

    /// A city without a profile is judged by the national rules, which the user should know.
    private static func tellAboutCity(_ city: String?, _ rules: RuleSet, _ language: Language) {
        guard let city, !rules.packs.contains(where: { $0.city.map { DivisionCode.covers($0, city) } ?? false }) else { return }
        Console.error(
            language == .chinese
                ? "没有城市 \(city) 的规则包，只按全国规则检查" : "there is no pack for the city \(city); only the national rules apply")
    }
}
