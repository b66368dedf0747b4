import KaipanDocuments
import KaipanRules
import KaipanText

/// Finds what the items of a rule mean: single patterns, and several in company.
struct ItemMatcher {
    /// Something found: the whole stretch, and the parts that the patterns matched.
    struct Match: Hashable {
        var range: Range<Int>
        var parts: [Range<Int>]
        /// The number that it is, where a limit is about one.
        var number: NumberMatcher.Number?
        /// The number that a limit measures it against.
        var base: NumberMatcher.Base?
    }

    let hits: HitTable
    let blocks: FoldedBlocks
    let documentBlocks: [Block]

    /// What a check is about, before anything excuses it or gives way to a longer match.
    func matches(of check: Check) -> [Match] {
        switch check {
        case .forbid(let items): candidates(items)
        case .require(let requirement): candidates(requirement.triggers)
        case .limit(let limit): numbers(of: limit)
        // A name is judged by what is written, not by what folding makes of it.
        case .name: []
        case .promise(let promise): candidates(promise.items)
        }
    }

    /// The matches of all items, in order; overlapping ones give way to the longest.
    func matches(_ items: [PatternItem]) -> [Match] { Self.withoutOverlaps(candidates(items)) }

    /// Every match of every item, overlapping ones too.
    func candidates(_ items: [PatternItem]) -> [Match] {
        var found: [Match] = []
        for item in items {
            switch item {
            case .pattern(let pattern):
                guard hits.contains(pattern) else { continue }
                found += hits.longest(pattern, in: blocks).map { Match(range: $0.range, parts: [$0.range]) }
            case .near(let patterns, let within, let isOrdered, _):
                guard patterns.allSatisfy(hits.contains) else { continue }
                found += near(patterns, within: within, isOrdered: isOrdered)
            }
        }
        return found
    }

    /// Keeps the longest of overlapping matches, the earlier one of equals.
    static func withoutOverlaps(_ matches: [Match]) -> [Match] {
        guard matches.count > 1 else { return matches }
        let byLength = matches.sorted { a, b in
            a.range.count != b.range.count ? a.range.count > b.range.count : a.range.lowerBound < b.range.lowerBound
        }
        // Kept ranges never overlap, so a sorted list of starts finds the only two that could.
        var kept: [Match] = []
        for match in byLength {
            var low = 0
            var high = kept.count
            while low < high {
                let middle = (low + high) / 2
                if kept[middle].range.lowerBound < match.range.lowerBound { low = middle + 1 } else { high = middle }
            }
            if low < kept.count, kept[low].range.lowerBound < match.range.upperBound { continue }
            if low > 0, kept[low - 1].range.upperBound > match.range.lowerBound { continue }
            kept.insert(match, at: low)
        }
        return kept
    }

    // MARK: - Company

    /// How often the parts behind an anchor are looked for before it is given up; a hostile text could ask for any number of times.
    private static let attempts = 100

    /// What the search for one item is about.
    private struct Company {
        var within: Scope
        var isOrdered: Bool
        /// Each with the length of the longest of its hits.
        var others: ArraySlice<(hits: ArraySlice<HitTable.Hit>, longest: Int)>
        /// What the scope means around the anchor, and so around all that is found in it; nil where it is a number of characters.
        var stretch: Range<Int>?
        var attempts = ItemMatcher.attempts
    }

    /// A part that can end in several places, as `首付(款)?` or one with a gap behind it, takes the last of them that leaves
    /// the others theirs; where it begins is where it stands nearest.
    private func near(_ patterns: [PatternID], within: Scope, isOrdered: Bool) -> [Match] {
        let lists = patterns.map { hits.all($0) }
        guard let anchors = lists.first, !lists.contains(where: \.isEmpty) else { return [] }
        let others = lists.dropFirst().map { list in (hits: list, longest: list.reduce(0) { max($0, $1.range.count) }) }
        var result: [Match] = []
        var covered = 0
        var index = anchors.startIndex
        while index < anchors.endIndex {
            let ends = Self.sameStart(anchors, at: index)
            index = ends.endIndex
            guard let shortest = ends.first?.range, blocks.isInsideOneBlock(shortest) else { continue }
            var company = Company(within: within, isOrdered: isOrdered, others: others[...])
            if case .characters = within {
            } else {
                // A gap at the end of the anchor must not carry it into the next clause. Of an end that two anchors share only the first
                // is known, so that one inside another may have lost its short ends.
                let certain = shortest.lowerBound < covered ? shortest.lowerBound..<shortest.lowerBound : shortest
                company.stretch = blocks.stretch(within, around: certain, blocks: documentBlocks)
            }
            covered = max(covered, ends.last?.end ?? 0)
            var tried: Range<Int>?
            for anchor in ends.reversed() where blocks.isInsideOneBlock(anchor.range) {
                if let tried, !gives(anchor.range, more: tried, to: company.others) { continue }
                tried = anchor.range
                guard let match = completed([anchor.range], anchor.range, &company) else { continue }
                result.append(match)
                // What begins inside an anchor that has its company says the same again.
                while index < anchors.endIndex, anchors[index].start < anchor.end { index += 1 }
                break
            }
        }
        return result
    }

    /// Whether a part with an earlier end leaves something to the others that it took with a later one.
    private func gives(
        _ shorter: Range<Int>, more longer: Range<Int>, to others: ArraySlice<(hits: ArraySlice<HitTable.Hit>, longest: Int)>
    ) -> Bool {
        others.contains { list in
            Self.hits(list.hits, from: shorter.upperBound).first.map { $0.start < longer.upperBound } ?? false
        }
    }

    /// Finds the remaining parts, each as near as it stands to those before it.
    /// - Parameter span: from the first part found to the last.
    private func completed(_ parts: [Range<Int>], _ span: Range<Int>, _ company: inout Company) -> Match? {
        guard let list = company.others.first else { return Match(range: span, parts: parts) }
        guard company.attempts > 0 else { return nil }
        company.attempts -= 1
        let earliest = company.isOrdered ? parts[parts.count - 1].upperBound : 0
        let scope: Range<Int>
        let from: Int
        if let stretch = company.stretch {
            scope = stretch
            from = max(scope.lowerBound, earliest)
            // In order, what does not stand behind this cannot stand behind what follows.
            if company.isOrdered, !company.others.allSatisfy({ Self.hits($0.hits, from: from).first.map { $0.start < scope.upperBound } ?? false }) {
                return nil
            }
        } else {
            // A distance in characters counts from what was found last; what stands in another sentence is not near, however few they are.
            scope = blocks.stretch(company.within, around: span, blocks: documentBlocks).clamped(to: blocks.sentence(around: span))
            let start = blocks.ranges[blocks.index(at: scope.lowerBound)].lowerBound
            from = max(start, scope.lowerBound - list.longest, earliest)
        }
        let admits = { [blocks, within = company.within] (range: Range<Int>) in
            blocks.isInsideOneBlock(range) && blocks.admits(range, near: scope, within) && !parts.contains { $0.overlaps(range) }
        }
        var nearest: (range: Range<Int>, ends: ArraySlice<HitTable.Hit>)?
        let candidates = Self.hits(list.hits, from: from)
        var index = candidates.startIndex
        while index < candidates.endIndex, candidates[index].start <= scope.upperBound {
            let ends = Self.sameStart(candidates, at: index)
            index = ends.endIndex
            let start = candidates[ends.startIndex].start
            // All that follows stands further away.
            if let nearest, start >= span.upperBound, distance(nearest.range, span) <= start - span.upperBound { break }
            guard let longest = ends.last(where: { admits($0.range) })?.range else { continue }
            if let nearest, distance(nearest.range, span) <= distance(longest, span) { continue }
            nearest = (longest, ends)
        }
        guard let nearest else { return nil }
        let others = company.others
        company.others = others.dropFirst()
        defer { company.others = others }
        var tried: Range<Int>?
        for hit in nearest.ends.reversed() where admits(hit.range) {
            if let tried, !gives(hit.range, more: tried, to: company.others) { continue }
            tried = hit.range
            let wider = min(span.lowerBound, hit.start)..<max(span.upperBound, hit.end)
            if let match = completed(parts + [hit.range], wider, &company) { return match }
        }
        return nil
    }

    /// The hits at an index and behind it that start where the first of them does.
    private static func sameStart(_ hits: ArraySlice<HitTable.Hit>, at index: Int) -> ArraySlice<HitTable.Hit> {
        var end = index
        while end < hits.endIndex, hits[end].start == hits[index].start { end += 1 }
        return hits[index..<end]
    }

    /// The hits that start at an offset or behind it, of a list in their order.
    private static func hits(_ list: ArraySlice<HitTable.Hit>, from offset: Int) -> ArraySlice<HitTable.Hit> {
        var low = list.startIndex
        var high = list.endIndex
        while low < high {
            let middle = (low + high) / 2
            if list[middle].start < offset { low = middle + 1 } else { high = middle }
        }
        return list[low...]
    }

    private func distance(_ a: Range<Int>, _ b: Range<Int>) -> Int {
        a.lowerBound >= b.upperBound ? a.lowerBound - b.upperBound : b.lowerBound - a.upperBound
    }

    // MARK: - Limits

    private func numbers(of limit: NumberLimit) -> [Match] {
        let found = NumberMatcher(hits: hits, blocks: blocks, documentBlocks: documentBlocks).numbers(of: limit)
        return Self.withoutOverlaps(found.map { Match(range: $0.range, parts: [$0.range], number: $0) })
    }
}
