import Foundation

/// Tells the findings of a run that a baseline knows from those that are new, a document at a time.
public struct BaselineMatcher {
    private struct Key: Hashable {
        var path: String
        var fingerprint: String
    }

    private let baseline: Baseline
    private let relative: RelativePath
    /// How often each entry may still be met, by its place in the baseline.
    private var remaining: [Int]
    private let own: [Key: Int]
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
        var own: [Key: Int] = [:]
        var orphans: [String: [Int]] = [:]
        var gone: Set<String> = []
        for path in Set(baseline.entries.map(\.path)) where !FileManager.default.fileExists(atPath: relative.absolute(path)) {
            gone.insert(path)
        }
        for (index, entry) in baseline.entries.enumerated() {
            own[Key(path: entry.path, fingerprint: entry.fingerprint)] = index
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
        for index in report.findings.indices {
            let finding = report.findings[index]
            report.findings[index].baseline =
                Baseline.mayHold(finding) && take(path, finding.fingerprint, mayBeMoved: finding.suppression == nil) ? .unchanged : .new
        }
    }

    private mutating func take(_ path: String, _ fingerprint: String, mayBeMoved: Bool) -> Bool {
        // What is suppressed stands in no baseline, so it must not use up what a moved file brings along.
        let candidates =
            (own[Key(path: path, fingerprint: fingerprint)].map { [$0] } ?? []) + (mayBeMoved ? orphans[fingerprint] ?? [] : [])
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

    /// The entries of files that this run did not look at, which `update` keeps.
    public var untouched: [Baseline.Entry] {
        baseline.entries.filter { !checked.contains($0.path) && !(gone.contains($0.path) && isCovered($0.path)) }
    }

    private func isCovered(_ path: String) -> Bool {
        roots.contains { $0.isEmpty || path.hasPrefix($0 + "/") }
    }
}
