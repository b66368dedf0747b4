import ArgumentParser
import Foundation
import KaipanChecks
import KaipanRules
import KaipanText

/// Options that every command takes.
struct CommonOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Rule packs to use instead of the built-in ones; may be repeated. 规则库位置。", valueName: "path"))
    var rules: [String] = []

    @Option(name: .customLong("add-rules"), help: ArgumentHelp("Rule packs to use besides the others; may be repeated. 附加规则库。", valueName: "path"))
    var addRules: [String] = []

    @Option(name: .long, help: ArgumentHelp("The language of messages: zh or en; else the locale's. 消息语言。", valueName: "language"))
    var language: Language?

    @Flag(name: .customLong("no-cache"), help: "Compile the rules anew. 不使用规则缓存。")
    var noCache = false

    /// The language to speak: the option, else the locale, else Chinese.
    var spokenLanguage: Language { Self.spoken(language) }

    /// The language to speak where an option may have named one.
    static func spoken(_ option: Language?) -> Language {
        if let option { return option }
        let environment = ProcessInfo.processInfo.environment
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        // The locale of no language says nothing, and the tool's users speak Chinese.
        let neutral = locale.isEmpty || locale.hasPrefix("C") || locale.hasPrefix("POSIX")
        return neutral || locale.hasPrefix("zh") ? .chinese : .english
    }

    /// Loads the rules, or says what is wrong with them and ends with status 2.
    func loadRules(configuration: Configuration = Configuration(), needsExamples: Bool = false) throws -> RuleSet {
        let environment = ProcessInfo.processInfo.environment
        let executable = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        let locator = RuleLocator(executable: executable, environment: environment)
        do {
            let paths = try locator.locate(option: rules) + configuration.rules + addRules
            return try RuleSet(
                RuleSet.Location(
                    paths: paths, properNames: configuration.allProperNames, cache: noCache ? nil : locator.cacheFolder,
                    tested: (try? locator.builtIn()) ?? []),
                needsExamples: needsExamples, willCompile: tellOfCompiling)
        } catch {
            Console.error(Console.describe(error, in: spokenLanguage))
            throw ExitCode(2)
        }
    }

    /// Keeps what the rules compiled while they were used; where one of their patterns turned out to be none, says which and
    /// ends with status 2.
    func finish(with rules: RuleSet, configuration: Configuration = Configuration()) throws {
        if rules.automata.isBroken {
            // All at once tells the place of the first mistake.
            _ = try loadRules(configuration: configuration, needsExamples: true)
            Console.error(spokenLanguage == .chinese ? "有模式编译失败，结果不完整；请再运行一次" : "a pattern could not be compiled, so the result is not complete; run it again")
            throw ExitCode(2)
        }
        rules.keepCompiled()
    }

    /// Says to whoever waits at a terminal what takes so long.
    private func tellOfCompiling(_ count: Int) {
        guard count > 500, isatty(STDERR_FILENO) != 0 else { return }
        let words = LocalizedText(
            zh: "第一次使用这套规则：正在编译 \(count) 个模式，可能要半分钟，以后直接使用。",
            en: "These rules are used for the first time: compiling \(count) patterns, half a minute perhaps; the next run has them.")
        Console.error(words[spokenLanguage])
    }
}

extension Language: ExpressibleByArgument {}
extension DocumentKind: ExpressibleByArgument {}
extension Severity: ExpressibleByArgument {}
extension CivilDate: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
