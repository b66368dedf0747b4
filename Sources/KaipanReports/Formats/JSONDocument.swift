import KaipanChecks
import KaipanDocuments
import KaipanText

/// A document's report as `--format json` spells it.
struct JSONDocument: Encodable {
    private let report: DocumentReport
    private let language: Language
    private let pages: RulePages?
    private let showsExemptions: Bool

    init(_ report: DocumentReport, language: Language, pages: RulePages?, showsExemptions: Bool) {
        self.report = report
        self.language = language
        self.pages = pages
        self.showsExemptions = showsExemptions
    }

    private enum Key: String, CodingKey { case path, kind, kindFrom, encoding, findings, errors, excepted }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(report.path, forKey: .path)
        try container.encode(report.kind, forKey: .kind)
        try container.encode(report.kindSource.rawValue, forKey: .kindFrom)
        try container.encode(report.encoding, forKey: .encoding)
        try container.encode(report.findings.map { JSONFinding($0, language: language, pages: pages) }, forKey: .findings)
        try container.encode(report.problems.map { JSONProblem($0, language: language) }, forKey: .errors)
        if showsExemptions {
            try container.encode(report.exemptions.map { JSONExemption($0, language: language) }, forKey: .excepted)
        }
    }
}

private struct JSONProblem: Encodable {
    private let problem: DocumentReport.Problem
    private let language: Language

    init(_ problem: DocumentReport.Problem, language: Language) {
        self.problem = problem
        self.language = language
    }

    private enum Key: String, CodingKey { case message, line, column }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(problem.message[language], forKey: .message)
        try container.encode(problem.position?.line, forKey: .line)
        try container.encode(problem.position?.column, forKey: .column)
    }
}

private struct JSONExemption: Encodable {
    var rule: String
    var text: String
    var start: SourcePosition
    var end: SourcePosition
    var because: String

    init(_ exemption: Exemption, language: Language) {
        rule = exemption.rule
        text = exemption.text
        start = exemption.start
        end = exemption.end
        because = exemption.reason.message[language]
    }
}
