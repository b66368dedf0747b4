import ArgumentParser
import KaipanChecks
import KaipanReports
import KaipanRules
import KaipanText

/// `kaipan rules sheet`: the findings of documents as a table to decide on.
struct RulesSheetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheet", abstract: "Lists findings with their context, to be decided on. 列出问题及上下文，供人工裁定。",
        discussion: """
            Writes CSV for a spreadsheet: fill in verdict (right or wrong, 对 or 错) and why, then give the file to kaipan rules stats.
            Findings that are suppressed, and disclosures that are missing, are left out. Exit status: 0 done, 2 a file cannot be read.
            """)

    @Argument(help: "Files, folders or patterns (default: here). 文件、目录或通配符。")
    var paths: [String] = ["."]

    @OptionGroup var common: CommonOptions
    @OptionGroup var options: CheckOptions

    @Option(name: .long, help: ArgumentHelp("Only findings of this rule; may be repeated. 只列这条规则。", valueName: "id"))
    var only: [String] = []

    func validate() throws {
        if paths.contains("-") { throw ValidationError(zh: "这个命令读文件和文件夹，不读标准输入", en: "this command reads files and folders, not standard input") }
    }

    func run() async throws {
        var session = try CheckSession(options, common: common, paths: paths, usesBaseline: false)
        let language = session.info.language
        try RuleNames.refuseUnknown(only, among: session.rules.rules.map(\.id), language)
        let sheet = DecisionSheet()
        var isComplete = session.found.problems.isEmpty
        for problem in session.found.problems {
            Console.error(VisibleText.escaped("\(problem.path): \(problem.message[language])"))
        }
        let wanted = only.isEmpty ? nil : Set(only)
        Console.out(sheet.begin())
        try await session.check { report in
            isComplete = isComplete && !report.isUnreadable
            if report.isUnreadable {
                for problem in report.problems { Console.error(VisibleText.escaped("\(report.path): \(problem.message[language])")) }
            }
            let rows = sheet.document(report, only: wanted)
            if !rows.isEmpty { Console.out(rows) }
        }
        throw ExitCode(isComplete ? 0 : 2)
    }
}
