import Foundation

/// Tells the findings of a run that a baseline knows from those that are new, a document at a time.
public struct BaselineMatcher {
    private let baseline: Baseline
    private let relative: RelativePath
    /// How often each entry may still be met, by its place in the baseline.
    private var remaining: [Int]
    private let own: [BaselineKey: Int]
    /// Entries of files that are gone, by fingerprint: a file that was moved brings its findings along.
    private let orphans: [String: [Int]]
    private let gone: Set<String>
    private var checked: Set<String> = []
    /// The folders that the run covers as wholes.
    private let roots: [String]

    /// - Parameters:
    ///   - folder: the baseline's folder, which its paths are relative to.
    ///   - roots: the folders that the run checks as wholes; entries of files that are gone are stale below them only.
    public init(_ baseline: Baseline, folder: String, roots: [String]) {
        self.baseline = baseline
        let relative = RelativePath(to: folder)
        self.relative = relative
        remaining = baseline.entries.map(\.count)
        var own: [BaselineKey: Int] = [:]
        var orphans: [String: [Int]] = [:]
        var gone: Set<String> = []
        for path in Set(baseline.entries.map(\.path)) where !FileManager.default.fileExists(atPath: relative.absolute(path)) {
            gone.insert(path)
        }
        for (index, entry) in baseline.entries.enumerated() {
            own[BaselineKey(entry.path, entry.fingerprint)] = index
            if gone.contains(entry.path) { orphans[entry.fingerprint, default: []].append(index) }
        }
        self.own = own
        self.orphans = orphans
        self.gone = gone
        self.roots = roots.map { relative($0) }
    }

    /// Marks the findings of one document as known or new.
    ///
    /// Complexity: O(n) in its findings.
    public mutating func mark(_ report: inout DocumentReport) {
        guard !report.isUnreadable else { return }
        let path = relative(report.path)
        checked.insert(path)
        // What is suppressed stands in no baseline, so it must not use up what another finding needs.
        let (open, settled) = (
            report.findings.indices.filter { report.findings[$0].suppression == nil },
            report.findings.indices.filter { report.findings[$0].suppression != nil }
        )
        for index in open + settled {
            let finding = report.findings[index]
            let isKnown = Baseline.mayHold(finding) && take(path, finding.fingerprint, mayBeMoved: finding.suppression == nil)
            report.findings[index].baseline = isKnown ? .unchanged : .new
        }
    }

    private mutating func take(_ path: String, _ fingerprint: String, mayBeMoved: Bool) -> Bool {
        let candidates =
            (own[BaselineKey(path, fingerprint)].map { [$0] } ?? []) + (mayBeMoved ? orphans[fingerprint] ?? [] : [])
        guard let entry = candidates.first(where: { remaining[$0] > 0 }) else { return false }
        remaining[entry] -= 1
        return true
    }

    /// The entries that no finding met any more, with how many of each: what `update` takes out.
    public var stale: [Baseline.Entry] {
        zip(baseline.entries, remaining).compactMap { entry, count in
            guard count > 0, checked.contains(entry.path) || gone.contains(entry.path) && isCovered(entry.path) else { return nil }
            var entry = entry
            entry.count = count
            return entry
        }
    }

    /// What stands for files that this run did not look at, which `update` keeps; without what moved files took along.
    public var untouched: [Baseline.Entry] {
        zip(baseline.entries, remaining).compactMap { entry, count in
            guard !checked.contains(entry.path) else { return nil }
            guard gone.contains(entry.path) else { return entry }
            return count == 0 || isCovered(entry.path) ? nil : entry.counting(count)
        }
    }

    private func isCovered(_ path: String) -> Bool {
        roots.contains { $0.isEmpty || path.hasPrefix($0 + "/") }
    }
}
