/// Collects the findings of a run into a baseline.
public struct BaselineBuilder {
    private let relative: RelativePath
    private var entries: [BaselineKey: Baseline.Entry] = [:]

    /// - Parameter folder: the folder that the baseline will stand in.
    public init(folder: String) {
        relative = RelativePath(to: folder)
    }

    /// Adds one document's findings, except those that somebody decided on and those about such decisions.
    public mutating func add(_ report: DocumentReport) {
        let path = relative(report.path)
        for finding in report.findings where Self.takes(finding) {
            let key = BaselineKey(path, finding.fingerprint)
            let entry = Baseline.Entry(
                path: path, rule: finding.rule, fingerprint: finding.fingerprint, text: finding.text, count: 0)
            entries[key, default: entry].count += 1
        }
    }

    /// Whether a finding belongs into a baseline.
    public static func takes(_ finding: Finding) -> Bool { finding.suppression == nil && Baseline.mayHold(finding) }

    /// The baseline of what was added.
    /// - Parameter others: entries to keep besides, such as those of files that were not checked.
    public func baseline(keeping others: [Baseline.Entry] = []) -> Baseline {
        Baseline(Array(entries.values) + others)
    }
}
