import KaipanChecks
import KaipanText

/// Writes findings as rows that a person decides on, for `kaipan rules stats`.
public struct DecisionSheet {
    public init() {}

    /// The names of the columns; `rules stats` reads them.
    private static let columns = ["verdict", "why", "rule", "severity", "text", "context", "path", "line", "fingerprint"]

    /// UTF-8 with a byte order mark, by which spreadsheets know it.
    public func begin() -> String { "\u{FEFF}" + CSVText.row(Self.columns) }

    /// The findings of one document that nobody accepted.
    public func document(_ report: DocumentReport, only rules: Set<String>?) -> String {
        report.findings.filter { $0.suppression == nil && !$0.text.isEmpty && rules?.contains($0.rule) ?? true }.map { finding in
            CSVText.row([
                "", "", finding.rule, finding.severity.rawValue, finding.text, Self.context(finding.excerpt), report.path,
                finding.part == nil ? String(finding.start.line) : "", finding.fingerprint,
            ])
        }.joined()
    }

    /// The words in brackets, as the examples of rules have them.
    private static func context(_ excerpt: Finding.Excerpt) -> String {
        let plain = { (text: String) in
            text.replacing("\\", with: "\\\\").replacing("[", with: "\\[").replacing("]", with: "\\]")
        }
        return "\(plain(excerpt.before))[\(plain(excerpt.match))]\(plain(excerpt.after))"
    }
}
