import KaipanChecks
import KaipanDocuments
import KaipanRules

/// Writes GitLab's code quality report, a JSON array (`--format gitlab`).
///
/// Suppressed findings are left out, and known ones where only new ones are asked for.
public struct GitLabReporter: Reporter {
    private let info: RunInfo
    private let newOnly: Bool
    private var isFirst = true

    public init(info: RunInfo, newOnly: Bool = false) {
        self.info = info
        self.newOnly = newOnly
    }

    public func begin() -> String { "[" }

    public mutating func document(_ report: DocumentReport) -> String {
        let path = info.hostPath(report.path)
        var marks = Marks(path: path)
        var issues: [Issue] = []
        for problem in report.problems {
            let check = report.isUnreadable ? "kaipan-unreadable" : "kaipan-encoding"
            issues.append(
                Issue(
                    description: problem.message[info.language], check: check, fingerprint: marks.next(check),
                    severity: report.isUnreadable ? "blocker" : "minor", path: path, line: problem.position?.line ?? 1))
        }
        for finding in report.findings {
            // What is suppressed counts too, so that a decision about one finding renames no other.
            let fingerprint = marks.next(finding.fingerprint)
            guard finding.isOpen(newOnly: newOnly) else { continue }
            issues.append(issue(finding, path: path, fingerprint: fingerprint))
        }
        return issues.map { issue in
            let comma = isFirst ? "\n" : ",\n"
            isFirst = false
            return comma + JSONText.encode(issue)
        }.joined()
    }

    public func end(_ summary: Summary) -> String { "\n]\n" }

    private func issue(_ finding: Finding, path: String, fingerprint: String) -> Issue {
        let words = FindingText(finding, info: info)
        let text = words.line([words.headline, words.placeRemark, words.suggestion, words.page])
        // The format wants a line; a part's lines are none of the file.
        return Issue(
            description: VisibleText.escaped(text), check: finding.rule, fingerprint: fingerprint,
            severity: Self.severity(finding.severity), path: path, line: finding.part == nil ? finding.start.line : 1)
    }

    private static func severity(_ severity: Severity) -> String {
        switch severity {
        case .error: "blocker"
        case .warning: "major"
        case .notice: "info"
        }
    }
}

/// Makes fingerprints that no two issues of a report share.
private struct Marks {
    let path: String
    private var counts: [String: Int] = [:]

    init(path: String) {
        self.path = path
    }

    /// The path and the number among equals are hashed in: equal findings stay apart, each with the same name on every run.
    mutating func next(_ fingerprint: String) -> String {
        let number = counts[fingerprint, default: 0]
        counts[fingerprint] = number + 1
        return String(Source.digest(of: Array("\(path)\0\(fingerprint)\0\(number)".utf8)).prefix(32))
    }
}

private struct Issue: Encodable {
    var description: String
    var checkName: String
    var fingerprint: String
    var severity: String
    var location: Location

    struct Location: Encodable {
        var path: String
        var lines: Lines
    }

    struct Lines: Encodable {
        var begin: Int
    }

    enum CodingKeys: String, CodingKey {
        case description, fingerprint, severity, location
        case checkName = "check_name"
    }

    init(description: String, check: String, fingerprint: String, severity: String, path: String, line: Int) {
        self.description = description
        checkName = check
        self.fingerprint = fingerprint
        self.severity = severity
        location = Location(path: path, lines: Lines(begin: line))
    }
}
