import KaipanChecks
import KaipanRules

/// Writes workflow commands, which GitHub Actions shows at the lines of a pull request (`--format github`).
///
/// Suppressed findings are left out, and known ones where only new ones are asked for.
public struct GitHubReporter: Reporter {
    private let info: RunInfo
    private let newOnly: Bool

    public init(info: RunInfo, newOnly: Bool = false) {
        self.info = info
        self.newOnly = newOnly
    }

    public func begin() -> String { "" }

    public func document(_ report: DocumentReport) -> String {
        var text = ""
        for problem in report.problems {
            var properties = [("file", info.hostPath(report.path))]
            if let position = problem.position { properties += [("line", "\(position.line)"), ("col", "\(position.column)")] }
            properties.append(("title", report.isUnreadable ? say("无法检查", "not checked") : say("注意", "note")))
            text += command(report.isUnreadable ? .error : .warning, properties, problem.message[info.language])
        }
        for finding in report.findings where finding.isOpen(newOnly: newOnly) { text += command(finding, in: report) }
        return text
    }

    public func end(_ summary: Summary) -> String { "" }

    private func command(_ finding: Finding, in report: DocumentReport) -> String {
        var properties = [("file", info.hostPath(report.path))]
        // Lines of a part are none of the file that GitHub shows.
        if finding.part == nil {
            properties += [("line", "\(finding.start.line)"), ("endLine", "\(finding.end.line)")]
            // GitHub takes columns within one line only.
            if finding.start.line == finding.end.line {
                properties.append(("col", "\(finding.start.column)"))
                if finding.end.column > finding.start.column { properties.append(("endColumn", "\(finding.end.column)")) }
            }
        }
        properties.append(("title", "\(finding.title[info.language]) [\(finding.rule)]"))
        let words = FindingText(finding, info: info)
        let lines = [words.message, words.placeRemark, words.suggestion, words.basis].compactMap { $0 } + words.notes + [words.page].compactMap { $0 }
        // Each line is made safe alone, so that only the breaks between them remain.
        return command(finding.severity, properties, lines.map(VisibleText.escaped).joined(separator: "\n"))
    }

    private func command(_ severity: Severity, _ properties: [(name: String, value: String)], _ message: String) -> String {
        let spelled = properties.map { "\($0.name)=\(Self.escaped($0.value, isProperty: true))" }.joined(separator: ",")
        return "::\(severity.rawValue) \(spelled)::\(Self.escaped(message, isProperty: false))\n"
    }

    /// Escapes as GitHub's runner reads it back; a break or a colon of the document could otherwise begin a command.
    private static func escaped(_ text: String, isProperty: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": result += "%25"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            case ":" where isProperty: result += "%3A"
            case "," where isProperty: result += "%2C"
            default: result += VisibleText.escaped(String(scalar))
            }
        }
        return result
    }

    private func say(_ zh: String, _ en: String) -> String { info.language == .chinese ? zh : en }
}
