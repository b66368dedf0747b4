import ArgumentParser
import Foundation
import KaipanChecks
import KaipanReports
import KaipanRules
import KaipanText

/// `kaipan rules stats`: how often rules were right, by what people decided.
struct RulesStatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Measures rules by decisions on their findings. 按人工裁定统计规则的精确率。",
        discussion: """
            DECISIONS is a table (CSV, as kaipan rules sheet writes it) or one JSON object a line. Read are rule and verdict (right or
            wrong, 对 or 错; nothing where it is open), and where they are given why, fingerprint and the words in their context:
            context with the words in brackets (未来[升值空间]巨大), or text with before and after. The other keys of a finding's
            JSON may stay.
            The interval is Wilson's of 95 % (Journal of the American Statistical Association 22, 1927, 209–212). What would except the
            wrong findings and no right one is printed as lines of YAML.
            Exit status: 0 done, 2 a file cannot be read or a row not be understood.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Argument(help: "Files of decisions. 裁定文件。")
    var files: [String]

    @Option(help: ArgumentHelp("How many different contexts a candidate has to except (default: 2). 例外至少涉及几处。", valueName: "n"))
    var least = 2

    @Option(name: .long, help: ArgumentHelp("The language of messages: zh or en; else the locale's. 消息语言。", valueName: "language"))
    var language: Language?

    @Option(help: "How to report. 输出格式。")
    var format: Format = .text

    func validate() throws {
        if least < 1 { throw ValidationError(zh: "--least 至少为 1", en: "--least must be at least 1") }
    }

    func run() throws {
        let language = CommonOptions.spoken(language)
        var decisions: [Decision] = []
        var undecided = 0
        var isSound = true
        for path in files {
            guard let data = FileManager.default.contents(atPath: path) else {
                Console.error(language == .chinese ? "\(path)：无法读取" : "\(path): cannot be read")
                isSound = false
                continue
            }
            let file = DecisionFile(Array(data), path: path)
            for problem in file.problems { Console.error(Console.describe(problem.excerpt, problem.message[language])) }
            isSound = isSound && file.problems.isEmpty
            decisions += file.decisions
            undecided += file.undecided
        }
        guard isSound else { throw ExitCode(2) }
        let listing = StatisticsListing(DecisionStatistics(decisions, least: least), undecided: undecided, language: language)
        switch format {
        case .text: Console.out(listing.text)
        case .json: Console.out(listing.json)
        }
    }
}
