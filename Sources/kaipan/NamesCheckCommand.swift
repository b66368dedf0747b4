import ArgumentParser
import Foundation
import KaipanChecks
import KaipanDocuments
import KaipanNames
import KaipanReports
import KaipanText

/// `kaipan names check`: what stands in the way of a name.
struct NamesCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Looks a name up and grades what stands in its way. 查名称并分级说明。",
        discussion: """
            Exit status: 0 nothing of grade medium or above and no error or warning of the naming rules, 1 something, 2 the work could
            not be done. It never says that a name may be used, only what was searched and not found.
            """)

    @Argument(help: "The name; - reads names from standard input, one a line. 名称。")
    var name: String

    @OptionGroup var options: NameOptions

    @Option(help: ArgumentHelp("The index (default: that of .kaipan.yml, else names.nmx). 索引文件。", valueName: "file"))
    var index: String?

    @Option(
        help: ArgumentHelp(
            "Search the registers that kaipan names export wrote to this PostgreSQL database instead. 查询 PostgreSQL 中的登记数据。",
            valueName: "url"))
    var postgres: String?

    @Option(name: .customLong("filed-name"), help: ArgumentHelp("The name filed with the authority, checked beside it. 备案名。", valueName: "name"))
    var filedName: String?

    @Option(help: "The most hits to show. 最多列出几条。")
    var limit = 10

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if name.trimmingCharacters(in: .whitespaces).isEmpty { throw ValidationError(zh: "名称不能为空", en: "the name is empty") }
        if !(1...1000).contains(limit) { throw ValidationError(zh: "--limit 应为 1 到 1000", en: "--limit takes a number from 1 to 1000") }
        if index != nil, postgres != nil { throw ValidationError(zh: "--index 与 --postgres 只能用一个", en: "--index and --postgres exclude each other") }
    }

    func run() throws {
        let language = common.spokenLanguage
        let configuration = try CheckSession.read(Configuration.find(from: FileManager.default.currentDirectoryPath), language)
        let packs = try common.loadRules(configuration: configuration)
        let context = try options.context(configuration, language) { packs }
        let rules = NamingRules(packs, context: context, facts: configuration.names?.facts ?? NameFacts())
        let reviewer = try reviewer(configuration, context, language)
        var status: Int32 = 0
        let own = Set((configuration.names?.own ?? []) + (name == "-" ? [] : [name]) + (filedName.map { [$0] } ?? []))
        func report(_ name: String) throws -> NameReport {
            let answer = try Self.review(name, reviewer, limit: limit, own: own, language)
            let report = NameReport(answer: answer, findings: rules.findings(in: name), language: language, context: context)
            if report.isRisky { status = 1 }
            return report
        }
        if name == "-" {
            var isFirst = true
            while let line = readLine() {
                let text = line.trimmingCharacters(in: .whitespaces)
                guard !text.isEmpty else { continue }
                let found = try report(text)
                Console.out(options.format == .json ? found.json() + "\n" : (isFirst ? "" : "\n") + found.text(width: Console.width))
                isFirst = false
            }
        } else {
            let found = try report(name), filed = try filedName.map(report)
            switch options.format {
            case .json: Console.out(found.json(filed: filed) + "\n")
            case .text:
                Console.out(found.text(width: Console.width))
                if let filed, let filedName {
                    Console.out("\n" + filed.text(width: Console.width) + "\n" + NameReport.filedNameAdvice(name, filedName, language))
                }
            }
        }
        throw ExitCode(status)
    }

    /// The registers to search; nil where none are named and no index lies here.
    private func reviewer(_ configuration: Configuration, _ context: NameContext, _ language: Language) throws -> NameReviewer? {
        if let postgres {
            do throws(NameIndexError) {
                return try NameReviewer(try PostgresNameSearcher(postgres), context: context)
            } catch {
                Console.error(error.message[language])
                throw ExitCode(2)
            }
        }
        let usual = FileManager.default.fileExists(atPath: "names.nmx") ? "names.nmx" : nil
        guard let path = index ?? configuration.names?.index ?? usual else { return nil }
        do throws(NameIndexError) {
            return try NameReviewer(try NameIndex(contentsOf: path), context: context)
        } catch {
            Console.error(error.message[language])
            throw ExitCode(2)
        }
    }

    /// Whether an entry is the project itself: it has both its promotion name and its filed name.
    private static func isOwn(_ row: RegisterRow, _ own: Set<String>) -> Bool {
        row.register != .trademark && own.intersection([row.name] + row.otherNames.map(\.text)).count > 1
    }

    private static func review(_ name: String, _ reviewer: NameReviewer?, limit: Int, own: Set<String>, _ language: Language) throws -> NameAnswer {
        guard let reviewer else { return NameAnswer(name: name) }
        do throws(NameIndexError) {
            return try reviewer.review(name, limit: limit) { Self.isOwn($0, own) }
        } catch {
            Console.error(error.message[language])
            throw ExitCode(2)
        }
    }
}
