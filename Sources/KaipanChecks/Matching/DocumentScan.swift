import KaipanDocuments
import KaipanRules

/// Looks for the patterns of rules in a text, each only where its hits can matter.
///
/// First for what can begin a match, everywhere; then for what has to stand near it; and only where something matched,
/// for what decides on it. What is found is less than all hits and enough for the same findings: whatever a rule asks
/// about a match lies in the match's block, or it is looked for in the whole document.
struct DocumentScan {
    /// A rule and what it matched, before anything excuses a match.
    struct Candidate {
        var rule: ActiveRule
        var matches: [ItemMatcher.Match]
    }

    struct Result {
        var hits: HitTable
        /// In the order of the rules; those without a match speak about what is missing or was disclosed.
        var candidates: [Candidate]
    }

    let active: ActiveRules
    let blocks: FoldedBlocks
    let documentBlocks: [Block]
    /// Whether other documents want to know what this one discloses.
    let isInSet: Bool

    /// Blocks that lie no further apart than this are scanned in one go: to begin a scan costs as much as so many bytes.
    private static let smallGap = 64

    func run(_ scanner: PatternScanner) -> Result {
        let text = blocks.folded.bytes
        var found: [PatternScanner.Hit] = []
        scanner.scan(text, for: .starting, into: &found)
        var hits = HitTable(found)
        let called = active.called(by: hits, isInSet: isInSet)
        guard !called.isEmpty else { return Result(hits: hits, candidates: []) }

        let begun = stretches(of: starts(of: hits))
        if !begun.isEmpty {
            scanner.scan(text, in: begun, for: .company, into: &found)
            hits = HitTable(found)
        }
        let matcher = ItemMatcher(hits: hits, blocks: blocks, documentBlocks: documentBlocks)
        let candidates = called.map { Candidate(rule: active.rules[$0], matches: matcher.matches(of: active.rules[$0].rule.check)) }

        let count = found.count
        var judged: [Int] = []
        var needsDocument = false
        for (rule, candidate) in zip(called, candidates) {
            if active.needsBlock(rule) { judged += candidate.matches.map { blocks.index(at: $0.range.lowerBound) } }
            if active.needsDocument(rule), isInSet || !candidate.matches.isEmpty || active.rules[rule].speaksAlways {
                needsDocument = true
            }
        }
        scanner.scan(text, in: stretches(of: judged), for: .nearby, into: &found)
        if needsDocument { scanner.scan(text, for: .wide, into: &found) }
        return Result(hits: found.count == count ? hits : HitTable(found), candidates: candidates)
    }

    /// The blocks where a pattern was hit that matches nothing without its company.
    private func starts(of hits: HitTable) -> [Int] {
        var result: [Int] = []
        hits.forEachPattern { pattern in
            guard active.isLonely(pattern) else { return }
            var end = 0
            for hit in hits.all(pattern) where hit.start >= end {
                let block = blocks.index(at: hit.start)
                result.append(block)
                end = blocks.ranges[block].upperBound + 1
            }
        }
        return result
    }

    /// The stretches that blocks take up, joined where they are neighbours.
    private func stretches(of blocks: [Int]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for range in blocks.sorted().map({ self.blocks.ranges[$0] }) {
            if let last = result.last, range.lowerBound - last.upperBound <= Self.smallGap {
                result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        return result
    }
}
