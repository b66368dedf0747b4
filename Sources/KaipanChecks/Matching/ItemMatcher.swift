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

    /// A part that can end in several places, as `首付(款)?` or one with a gap behind it, takes the last of them that leaves
    /// the others theirs.
    private func near(_ patterns: [PatternID], within: Scope, isOrdered: Bool) -> [Match] {
        let lists = patterns.map { hits.all($0) }
        guard let anchors = lists.first, !lists.contains(where: \.isEmpty) else { return [] }
        let others = lists.dropFirst()
        var result: [Match] = []
        var index = anchors.startIndex
        while index < anchors.endIndex {
            let ends = Self.sameStart(anchors, at: index)
            index = ends.endIndex
            for anchor in ends.reversed() where blocks.isInsideOneBlock(anchor.range) {
                guard let match = completed([anchor.range], anchor.range, others, within, isOrdered) else { continue }
                result.append(match)
                // What begins inside an anchor that has its company says the same again.
                while index < anchors.endIndex, anchors[index].start < anchor.end { index += 1 }
                break
            }
        }
        return result
    }

    /// Finds the remaining parts, each as near as it stands to those before it.
    /// - Parameter span: from the first part found to the last.
    private func completed(
        _ parts: [Range<Int>], _ span: Range<Int>, _ lists: ArraySlice<ArraySlice<HitTable.Hit>>, _ within: Scope, _ isOrdered: Bool
    ) -> Match? {
        guard let list = lists.first else { return Match(range: span, parts: parts) }
        // A distance in characters counts from what was found last, a stretch is the anchor's.
        var scope = blocks.stretch(within, around: span, blocks: documentBlocks)
        // What stands in another sentence is not near, however few characters lie between.
        if case .characters = within { scope = scope.clamped(to: blocks.sentence(around: span)) }
        let earliest = isOrdered ? parts[parts.count - 1].upperBound : 0
        var nearest: [Range<Int>] = []
        // Nothing before the block, and nothing behind the scope, can be near enough.
        let start = blocks.ranges[blocks.index(at: scope.lowerBound)].lowerBound
        let candidates = Self.hits(list, from: max(start, earliest))
        var index = candidates.startIndex
        while index < candidates.endIndex, candidates[index].start <= scope.upperBound {
            let ends = Self.sameStart(candidates, at: index)
            index = ends.endIndex
            let start = candidates[ends.startIndex].start
            // All that follows stands further away.
            if let best = nearest.first, start >= span.upperBound, distance(best, span) <= start - span.upperBound { break }
            let admitted = ends.reversed().map(\.range).filter { range in
                blocks.isInsideOneBlock(range) && blocks.admits(range, near: scope, within) && !parts.contains { $0.overlaps(range) }
            }
            guard let longest = admitted.first else { continue }
            if let best = nearest.first, distance(best, span) <= distance(longest, span) { continue }
            nearest = admitted
        }
        for range in nearest {
            let wider = min(span.lowerBound, range.lowerBound)..<max(span.upperBound, range.upperBound)
            if let match = completed(parts + [range], wider, lists.dropFirst(), within, isOrdered) { return match }
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
