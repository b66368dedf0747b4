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

    @Option(name: .customLong("filed-name"), help: ArgumentHelp("The name filed with the authority, checked beside it. 备案名。", valueName: "name"))
    var filedName: String?

    @Option(help: "The most hits to show. 最多列出几条。")
    var limit = 10

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if !(1...1000).contains(limit) { throw ValidationError("--limit takes a number from 1 to 1000") }
    }

    func run() throws {
        let language = common.spokenLanguage
        let configuration = try CheckSession.read(Configuration.find(from: FileManager.default.currentDirectoryPath), language)
        let context = options.context(configuration)
        let rules = NamingRules(try common.loadRules(configuration: configuration), context: context)
        let reviewer: NameReviewer?
        do {
            let path = index ?? configuration.names?.index ?? (FileManager.default.fileExists(atPath: "names.nmx") ? "names.nmx" : nil)
            reviewer = try path.map { path throws(NameIndexError) in try NameReviewer(try NameIndex(contentsOf: path), context: context) }
        } catch {
            Console.error(error.message[language])
            throw ExitCode(2)
        }
        var names = name == "-" ? AnyIterator { readLine() } : AnyIterator([name, filedName].compactMap { $0 }.makeIterator())
        var status: Int32 = 0
        var isFirst = true
        while let next = names.next() {
            let text = next.trimmingCharacters(in: .whitespaces)
            guard !text.isEmpty else { continue }
            do {
                let answer = try reviewer?.review(text, limit: limit) ?? NameAnswer(name: text)
                let report = NameReport(answer: answer, findings: rules.findings(in: text), language: language, context: context)
                switch options.format {
                case .json: Console.out(report.json + "\n")
                case .text: Console.out((isFirst ? "" : "\n") + report.text(width: Console.width))
                }
                if report.isRisky { status = 1 }
            } catch let error as NameIndexError {
                Console.error(error.message[language])
                throw ExitCode(2)
            }
            isFirst = false
        }
        if let filedName, name != "-", options.format == .text {
            Console.out("\n" + NameReport.filedNameAdvice(name, filedName, language))
        }
        throw ExitCode(status)
    }
}
