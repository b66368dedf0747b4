import ArgumentParser
import Foundation
import KaipanChecks
import KaipanReports
import KaipanText

/// `kaipan suppressions list`: the register that an auditor asks for.
struct SuppressionsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists every suppression with reason, person, end and what it covers. 列出全部豁免。",
        discussion: """
            Checks the documents, so that it can say what each suppression covers. Exit status: 0 all are in order, 1 some are
            incomplete, expired or unused, 2 the work could not be done.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, csv }

    @Argument(help: "Files, folders or patterns (default: here). 文件、目录或通配符。")
    var paths: [String] = ["."]

    @OptionGroup var common: CommonOptions
    @OptionGroup var options: CheckOptions

    @Option(help: "How to list. 输出格式。")
    var format: Format = .text

    func validate() throws {
        if paths.contains("-") { throw ValidationError(zh: "这个命令读文件和文件夹，不读标准输入", en: "this command reads files and folders, not standard input") }
    }

    func run() async throws {
        var session = try CheckSession(options, common: common, paths: paths, usesBaseline: false)
        let language = session.info.language
        var records: [SuppressionRecord] = []
        var isComplete = session.found.problems.isEmpty
        for problem in session.found.problems {
            Console.error(VisibleText.escaped("\(problem.path): \(problem.message[language])"))
        }
        try await session.check { report in
            records += report.suppressions
            isComplete = isComplete && !report.isUnreadable
            if report.isUnreadable { for problem in report.problems {
                Console.error(VisibleText.escaped("\(report.path): \(problem.message[language])"))
            } }
        }
        records += session.records
        let listing = SuppressionListing(records, language: language)
        switch format {
        case .text: Console.out(listing.text)
        case .json: Console.out(listing.json)
        case .csv: Console.out(listing.csv)
        }
        throw ExitCode(isComplete ? records.contains { $0.state != nil } ? 1 : 0 : 2)
    }
}
