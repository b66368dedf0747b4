import KaipanRules

/// What a change of rules does to one finding.
public struct FindingChange: Sendable {
    /// How a finding changes.
    public enum Kind: String, Sendable, CaseIterable {
        case added, removed
        /// The same words weigh more or less.
        case severity
        /// The rule finds more or fewer words at the same place.
        case words
    }

    public var kind: Kind
    /// The finding under the old rules; nil where it is added.
    public var old: Finding?
    /// The finding under the new rules; nil where it is removed.
    public var new: Finding?

    /// The finding to show.
    public var shown: Finding? { new ?? old }

    /// Compares what two sets of rules found in one document.
    /// - Returns: the changes in the order of the text, and how many findings are the same.
    static func compare(_ old: [Finding], _ new: [Finding]) -> (changes: [FindingChange], unchanged: Int) {
        var changes: [FindingChange] = []
        var unchanged = 0
        var rest = Dictionary(grouping: old, by: Key.init)
        var added: [Finding] = []
        for finding in new {
            guard let before = rest[Key(finding)]?.popLast() else {
                added.append(finding)
                continue
            }
            if before.severity == finding.severity {
                unchanged += 1
            } else {
                changes.append(FindingChange(kind: .severity, old: before, new: finding))
            }
        }
        var removed = Dictionary(grouping: rest.values.joined(), by: \.rule).mapValues { findings in
            findings.sorted { $0.textRange.lowerBound < $1.textRange.lowerBound }
        }
        for finding in added {
            // Of one rule at one place only the reach changed.
            if let index = removed[finding.rule]?.firstIndex(where: { $0.textRange.overlaps(finding.textRange) }) {
                changes.append(FindingChange(kind: .words, old: removed[finding.rule]?.remove(at: index), new: finding))
            } else {
                changes.append(FindingChange(kind: .added, old: nil, new: finding))
            }
        }
        changes += removed.values.joined().map { FindingChange(kind: .removed, old: $0, new: nil) }
        return (changes.sorted { $0.order < $1.order }, unchanged)
    }

    /// The same rule at the same words.
    private struct Key: Hashable {
        var rule: String
        var range: Range<Int>

        init(_ finding: Finding) {
            rule = finding.rule
            range = finding.textRange
        }
    }

    private var order: (Int, Int, String, String) {
        (shown?.textRange.lowerBound ?? 0, shown?.textRange.upperBound ?? 0, shown?.rule ?? "", kind.rawValue)
    }
}
