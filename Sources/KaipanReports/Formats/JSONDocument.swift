import KaipanChecks
import KaipanDocuments
import KaipanText

/// A document's report as `--format json` spells it.
struct JSONDocument {
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

    /// One line of JSON, its keys in ascending order.
    var json: String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("encoding")
            writer.optional(report.encoding) { $0.string($1.rawValue) }
            writer.key("errors")
            writer.array(report.problems, write)
            if showsExemptions {
                writer.key("excepted")
                writer.array(report.exemptions, write)
            }
            writer.key("findings")
            writer.array(report.findings) { JSONFinding($1, language: language, pages: pages).write(to: &$0) }
            writer.key("kind")
            writer.string(report.kind.rawValue)
            writer.key("kindFrom")
            writer.string(report.kindSource.rawValue)
            writer.key("path")
            writer.string(report.path)
        }
        return writer.text
    }

    private func write(to writer: inout JSONWriter, _ problem: DocumentReport.Problem) {
        writer.object { writer in
            writer.key("column")
            writer.optional(problem.position?.column) { $0.number($1) }
            writer.key("line")
            writer.optional(problem.position?.line) { $0.number($1) }
            writer.key("message")
            writer.string(problem.message[language])
        }
    }

    private func write(to writer: inout JSONWriter, _ exemption: Exemption) {
        writer.object { writer in
            writer.key("because")
            writer.string(exemption.reason.message[language])
            writer.key("end")
            writer.position(exemption.end)
            writer.key("rule")
            writer.string(exemption.rule)
            writer.key("start")
            writer.position(exemption.start)
            writer.key("text")
            writer.string(exemption.text)
        }
    }
}
