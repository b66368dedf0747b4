import KaipanChecks
import KaipanRules

/// Writes Checkstyle's XML, which most build servers read (`--format checkstyle`).
///
/// Suppressed findings are left out, and known ones where only new ones are asked for.
public struct CheckstyleReporter: Reporter {
    private let info: RunInfo
    private let newOnly: Bool

    public init(info: RunInfo, newOnly: Bool = false) {
        self.info = info
        self.newOnly = newOnly
    }

    public func begin() -> String {
        // Readers look at the version to know the structure, which has been the same since 4.3.
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n"
    }

    public func document(_ report: DocumentReport) -> String {
        var text = "  <file\(XMLText.attribute("name", info.hostPath(report.path)))>\n"
        for problem in report.problems {
            text += error(
                line: problem.position?.line, column: problem.position?.column, severity: report.isUnreadable ? "error" : "warning",
                message: problem.message[info.language], source: report.isUnreadable ? "kaipan.unreadable" : "kaipan.encoding")
        }
        for finding in report.findings where finding.isOpen(newOnly: newOnly) {
            let words = FindingText(finding, info: info)
            let message = words.line([words.headline, words.placeRemark, words.suggestion, words.basis, words.page])
            let hasLines = finding.part == nil
            text += error(
                line: hasLines ? finding.start.line : nil, column: hasLines ? finding.start.column : nil,
                severity: Self.severity(finding.severity), message: message, source: "kaipan.\(finding.rule)")
        }
        return text + "  </file>\n"
    }

    public func end(_ summary: Summary) -> String { "</checkstyle>\n" }

    /// - Parameter line: nil is the file as a whole, which Checkstyle spells 0.
    private func error(line: Int?, column: Int?, severity: String, message: String, source: String) -> String {
        "    <error\(XMLText.attribute("line", line ?? 0))\(column.map { XMLText.attribute("column", $0) } ?? "")"
            + XMLText.attribute("severity", severity) + XMLText.attribute("message", VisibleText.escaped(message))
            + XMLText.attribute("source", source) + "/>\n"
    }

    private static func severity(_ severity: Severity) -> String {
        switch severity {
        case .error: "error"
        case .warning: "warning"
        case .notice: "info"
        }
    }
}
