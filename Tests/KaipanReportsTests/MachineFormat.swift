import KaipanChecks
import KaipanReports
import KaipanRules
import KaipanText

/// The formats that other programs read, for tests that go through all of them.
enum MachineFormat: String, CaseIterable, Sendable {
    case sarif, junit, github, gitlab, checkstyle, csv

    func reporter(_ info: RunInfo) -> any Reporter {
        switch self {
        case .sarif: SARIFReporter(info: info)
        case .junit: JUnitReporter(info: info, failOn: .warning, newOnly: true)
        case .github: GitHubReporter(info: info)
        case .gitlab: GitLabReporter(info: info)
        case .checkstyle: CheckstyleReporter(info: info)
        case .csv: CSVReporter(info: info)
        }
    }

    /// The ending of a report's file.
    var suffix: String {
        switch self {
        case .sarif: "sarif"
        case .junit: "junit.xml"
        case .github: "github.txt"
        case .gitlab: "gitlab.json"
        case .checkstyle: "checkstyle.xml"
        case .csv: "csv"
        }
    }
}

extension Run {
    /// Documents with all that a report can tell: hidden text, a missing disclosure, a part of a container, an unreadable file,
    /// a baseline and decisions.
    func everything() throws -> [DocumentReport] {
        var reports = try ["brochure.html", "leaflet.txt", "broken.xml", "clean.md"].map { report(try GoldenFile.bytes($0), name: $0) }
        for index in reports[0].findings.indices { reports[0].findings[index].baseline = index == 1 ? .unchanged : .new }
        reports[0].findings[0].suppression = Suppression(
            reason: "已由法务核对\n见会议纪要", by: "法务 周", until: CivilDate("2026-12-31"), origin: .register, file: "../suppressions.yml", line: 4)
        reports[0].findings[2].suppression = Suppression(
            reason: "引用原文", by: nil, until: nil, origin: .document, file: "brochure.html", line: 5)
        var contract = report("定金30%，即将开盘，预售证办理中")
        contract.path = "../合同 #1 100%?.docx"
        for index in contract.findings.indices {
            for note in contract.findings[index].notes.indices { contract.findings[index].notes[note].file = contract.path }
            contract.findings[index].part = "word/document.xml"
            contract.findings[index].block.path = "表 1 行 2 列 1 段 1"
        }
        reports.append(contract)
        reports.append(report("开盘在即，开盘在即，环境优美", name: "/tmp/外部.txt"))
        return reports
    }

    func output(_ reports: [DocumentReport], as format: MachineFormat, in language: Language = .chinese) -> String {
        output(reports, through: format.reporter(info(language)))
    }
}
