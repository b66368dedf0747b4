import KaipanRules
import KaipanText

/// Checks documents with two sets of rules and tells what differs.
public struct CorpusComparison: Sendable {
    /// What differs in one document.
    public struct Document: Sendable {
        public var path: String
        public var kind: DocumentKind
        public var changes: [FindingChange]
        /// How many findings are the same.
        public var unchanged: Int
        public var problems: [DocumentReport.Problem]
        public var isUnreadable: Bool
    }

    private let old: Checker
    private let new: Checker
    private let jobs: Int

    public init(old: RuleSet, new: RuleSet, options: Checker.Options) {
        self.old = Checker(rules: old, options: options)
        self.new = Checker(rules: new, options: options)
        jobs = options.jobs
    }

    /// Compares files and hands over what differs in each, in the order of the files.
    ///
    /// Memory does not grow with their number.
    public func compare(_ files: [String], report: (Document) throws -> Void) async throws {
        let (old, new) = (old, new)
        try await InOrder.run(old.units(of: files), jobs: jobs, work: { unit in
            zip(old.check(unit), new.check(unit)).map { before, after in
                let (changes, unchanged) = FindingChange.compare(before.findings, after.findings)
                return Document(
                    path: after.path, kind: after.kind, changes: changes, unchanged: unchanged, problems: after.problems,
                    isUnreadable: after.isUnreadable)
            }
        }) { documents in
            for document in documents { try report(document) }
        }
    }
}
