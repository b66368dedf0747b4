import KaipanChecks
import KaipanRules

/// The counts over all documents of a run.
public struct Summary: Sendable {
    public private(set) var documents = 0
    public private(set) var unreadable = 0
    public private(set) var bySeverity: [Severity: Int] = [:]
    public private(set) var byControl: [ControlPoint: [Severity: Int]] = [:]
    /// Files of folders that no reader knows, by extension.
    public var skipped: [String: Int] = [:]

    public init() {}

    public mutating func add(_ report: DocumentReport) {
        documents += 1
        if report.isUnreadable { unreadable += 1 }
        for finding in report.findings {
            bySeverity[finding.severity, default: 0] += 1
            byControl[finding.control, default: [:]][finding.severity, default: 0] += 1
        }
    }

    /// Counts an argument that led to no document.
    public mutating func addUnreadable() { unreadable += 1 }

    public func count(_ severity: Severity) -> Int { bySeverity[severity] ?? 0 }

    /// The exit status of a check: 2 where something could not be read, 1 for findings from a severity on, else 0.
    public func exitStatus(failOn: Severity) -> Int32 {
        if unreadable > 0 { return 2 }
        return Severity.allCases.contains { $0 >= failOn && count($0) > 0 } ? 1 : 0
    }
}
