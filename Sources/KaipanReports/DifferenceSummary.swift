import KaipanChecks

/// The counts of a comparison of rules.
public struct DifferenceSummary {
    /// The counts of one rule.
    struct Counts {
        var byKind: [FindingChange.Kind: Int] = [:]

        subscript(kind: FindingChange.Kind) -> Int { byKind[kind] ?? 0 }
    }

    public private(set) var documents = 0
    public private(set) var changedDocuments = 0
    public private(set) var unreadable = 0
    private(set) var unchanged = 0
    private(set) var byRule: [String: Counts] = [:]

    public init() {}

    public mutating func add(_ document: CorpusComparison.Document) {
        documents += 1
        unchanged += document.unchanged
        if document.isUnreadable { unreadable += 1 }
        if !document.changes.isEmpty { changedDocuments += 1 }
        for change in document.changes {
            if let rule = change.shown?.rule { byRule[rule, default: Counts()].byKind[change.kind, default: 0] += 1 }
        }
    }

    /// Counts a file that could not be found.
    public mutating func addUnreadable() { unreadable += 1 }

    func count(_ kind: FindingChange.Kind) -> Int { byRule.values.reduce(0) { $0 + $1[kind] } }

    /// As `diff` has it: 0 the findings are the same, 1 they differ, 2 something could not be compared.
    public var exitStatus: Int32 { unreadable > 0 ? 2 : byRule.isEmpty ? 0 : 1 }
}
