import Foundation
import KaipanChecks
import KaipanReports
import KaipanRules
import KaipanText

/// Checks and reports as the command does, with rules of the tests' own.
struct Run {
    let rules: RuleSet
    let settings: CheckSettings

    init(why: Bool = false) throws {
        rules = try RuleSet(RuleSet.Location(paths: [GoldenFile.folder + "/pack"]))
        settings = CheckSettings(asOf: CivilDate("2026-10-31") ?? .today(), city: "440100", collectsExemptions: why)
    }

    func info(_ language: Language) -> RunInfo {
        RunInfo(
            rules: rules, asOf: settings.asOf, city: settings.city, language: language, toolVersion: "1.0.0",
            root: ReportRoot(folder: "/srv/云岭 府", workingDirectory: "/srv/云岭 府/销售 资料"))
    }

    func report(_ bytes: [UInt8], name: String) -> DocumentReport {
        Checker(rules: rules, options: Checker.Options(settings: settings)).check(bytes, name: name)
    }

    func report(_ text: String, name: String = "page.txt") -> DocumentReport { report(Array(text.utf8), name: name) }

    /// The whole output of a reporter.
    func output(_ reports: [DocumentReport], skipped: [String: Int] = [:], through reporter: any Reporter) -> String {
        var reporter = reporter
        var summary = Summary()
        summary.skipped = skipped
        var text = reporter.begin()
        for report in reports {
            summary.add(report)
            text += reporter.document(report)
        }
        return text + reporter.end(summary)
    }
}
