import KaipanChecks
import KaipanRules

/// Writes JUnit's XML: a suite per document, a case per finding (`--format junit`).
///
/// A finding that the exit status counts is a failure, another passes and tells what it is; a suppressed one is skipped.
/// A document without findings is one case that passes, one that cannot be read is an error.
public struct JUnitReporter: Reporter {
    private let info: RunInfo
    private let failOn: Severity
    private let newOnly: Bool

    /// - Parameters:
    ///   - failOn: the severity from which on a finding is a failure.
    ///   - newOnly: whether findings of the baseline are skipped.
    public init(info: RunInfo, failOn: Severity, newOnly: Bool = false) {
        self.info = info
        self.failOn = failOn
        self.newOnly = newOnly
    }

    public func begin() -> String { "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"kaipan\">\n" }

    public func document(_ report: DocumentReport) -> String {
        let path = info.hostPath(report.path)
        var cases: [Case] = []
        if report.isUnreadable {
            cases = report.problems.map { problem in
                Case(name: say("无法检查", "not checked"), line: problem.position?.line, outcome: .error(problem.message[info.language]))
            }
        } else {
            cases = report.findings.map(testCase)
            if cases.isEmpty { cases = [Case(name: say("没有发现问题", "nothing found"), line: nil, outcome: .passed(""))] }
        }
        var text = "  <testsuite\(XMLText.attribute("name", path))\(XMLText.attribute("tests", cases.count))"
        text += XMLText.attribute("failures", cases.count { $0.outcome.element == "failure" })
        text += XMLText.attribute("errors", cases.count { $0.outcome.element == "error" })
        text += XMLText.attribute("skipped", cases.count { $0.outcome.element == "skipped" }) + ">\n"
        for testCase in cases { text += testCase.xml(path: path) }
        if !report.isUnreadable, !report.problems.isEmpty {
            let lines = report.problems.map { problem in
                (problem.position.map { "\($0.line):\($0.column) " } ?? "") + VisibleText.escaped(problem.message[info.language])
            }
            text += "    <system-err>\(lines.map(XMLText.escaped).joined(separator: "\n"))</system-err>\n"
        }
        return text + "  </testsuite>\n"
    }

    public func end(_ summary: Summary) -> String { "</testsuites>\n" }

    // MARK: - Cases

    private struct Case {
        var name: String
        var line: Int?
        var outcome: Outcome

        enum Outcome {
            case passed(String)
            case failure(message: String, type: String, details: String)
            case skipped(String)
            case error(String)

            var element: String {
                switch self {
                case .passed: "system-out"
                case .failure: "failure"
                case .skipped: "skipped"
                case .error: "error"
                }
            }
        }

        func xml(path: String) -> String {
            let head = "    <testcase\(XMLText.attribute("name", VisibleText.escaped(name)))\(XMLText.attribute("classname", path))"
                + "\(XMLText.attribute("file", path))\(line.map { XMLText.attribute("line", $0) } ?? "")"
            let content: String
            switch outcome {
            case .passed(let text):
                guard !text.isEmpty else { return head + "/>\n" }
                content = "<system-out>\(Self.lines(text))</system-out>"
            case .failure(let message, let type, let details):
                content = "<failure\(Self.message(message))\(XMLText.attribute("type", type))>\(Self.lines(details))</failure>"
            case .skipped(let reason): content = "<skipped\(Self.message(reason))/>"
            case .error(let message): content = "<error\(Self.message(message)) type=\"unreadable\"/>"
            }
            return "\(head)>\(content)</testcase>\n"
        }

        private static func message(_ text: String) -> String { XMLText.attribute("message", VisibleText.escaped(text)) }

        /// Keeps the breaks between lines, which are ours.
        private static func lines(_ text: String) -> String {
            text.split(separator: "\n").map { XMLText.escaped(String($0)) }.joined(separator: "\n")
        }
    }

    private func testCase(_ finding: Finding) -> Case {
        let words = FindingText(finding, info: info)
        let place = finding.part == nil ? "\(finding.start.line):\(finding.start.column)" : words.place ?? ""
        let quoted = finding.text.isEmpty ? "" : " “\(finding.text)”"
        let name = "\(finding.title[info.language]) [\(finding.rule)] \(place)\(quoted)"
        return Case(name: name, line: finding.part == nil ? finding.start.line : nil, outcome: outcome(finding, words))
    }

    private func outcome(_ finding: Finding, _ words: FindingText) -> Case.Outcome {
        if let suppression = finding.suppression {
            return .skipped(SuppressionText(suppression, language: info.language).sentence)
        }
        if newOnly, finding.baseline == .unchanged { return .skipped(say("基线中已有", "known to the baseline")) }
        let lines = [words.message, words.placeRemark, words.suggestion, words.basis].compactMap { $0 } + words.notes + [words.page].compactMap { $0 }
        let details = lines.map(VisibleText.escaped).joined(separator: "\n")
        guard finding.severity >= failOn else { return .passed("\(finding.severity.title[info.language])\n\(details)") }
        return .failure(message: words.message, type: finding.severity.rawValue, details: details)
    }

    private func say(_ zh: String, _ en: String) -> String { info.language == .chinese ? zh : en }
}
