import KaipanChecks
import KaipanRules

/// The counts over all documents of a run.
public struct Summary: Sendable {
    public private(set) var documents = 0
    public private(set) var unreadable = 0
    /// Findings that nobody suppressed, those of the baseline included.
    public private(set) var bySeverity: [Severity: Int] = [:]
    /// The same by control point.
    public private(set) var byControl: [ControlPoint: [Severity: Int]] = [:]
    /// Those among them that the baseline does not know, by control point.
    public private(set) var newByControl: [ControlPoint: [Severity: Int]] = [:]
    /// Findings that the baseline knows.
    public private(set) var baselined = 0
    /// Findings that somebody decided to leave.
    public private(set) var suppressed = 0
    /// Entries of the baseline that no finding met.
    public var stale: [Baseline.Entry] = []
    /// Files of folders that no reader knows, by extension.
    public var skipped: [String: Int] = [:]

    public init() {}

    public mutating func add(_ report: DocumentReport) {
        if report.isDocument { documents += 1 }
        if report.isUnreadable { unreadable += 1 }
        for finding in report.findings {
            guard finding.suppression == nil else {
                suppressed += 1
                continue
            }
            bySeverity[finding.severity, default: 0] += 1
            byControl[finding.control, default: [:]][finding.severity, default: 0] += 1
            if finding.baseline == .unchanged {
                baselined += 1
            } else {
                newByControl[finding.control, default: [:]][finding.severity, default: 0] += 1
            }
        }
    }

    /// Counts an argument that led to no document.
    public mutating func addUnreadable() { unreadable += 1 }

    public func count(_ severity: Severity) -> Int { bySeverity[severity] ?? 0 }

    /// Findings of a severity that the baseline does not know.
    public func countNew(_ severity: Severity) -> Int { newByControl.values.reduce(0) { $0 + ($1[severity] ?? 0) } }

    /// The exit status of a check: 2 where something could not be read, 1 for findings from a severity on, else 0.
    /// - Parameter newOnly: whether findings of the baseline count for nothing.
    public func exitStatus(failOn: Severity, newOnly: Bool = false) -> Int32 {
        if unreadable > 0 { return 2 }
        return Severity.allCases.contains { $0 >= failOn && (newOnly ? countNew($0) : count($0)) > 0 } ? 1 : 0
    }
}
