import KaipanRules

/// Decides whether something excuses a match.
struct ExceptionMatcher {
    let hits: HitTable
    let blocks: FoldedBlocks
    let properNames: [PatternID]

    /// What excuses a match, or nil.
    func excuse(_ match: ItemMatcher.Match, by exceptions: Exceptions) -> Exemption.Reason? {
        if let found = covering(match, exceptions.covering) { return reason("covering", found) }
        if exceptions.names, let found = covering(match, properNames) {
            return .properName(blocks.folded.string(in: found))
        }
        if !exceptions.clause.isEmpty {
            let clause = blocks.clause(around: match.range)
            if let found = before(match, exceptions.clause, from: clause.lowerBound) { return reason("clause", found) }
        }
        if !exceptions.after.isEmpty {
            let clause = blocks.clause(around: match.range)
            if let found = first(exceptions.after, in: match.range.upperBound..<max(match.range.upperBound, clause.upperBound)) {
                return reason("after", found)
            }
        }
        if !exceptions.sentence.isEmpty,
            let found = outside(match, exceptions.sentence, in: blocks.sentence(around: match.range))
        {
            return reason("sentence", found)
        }
        if !exceptions.block.isEmpty,
            let found = outside(match, exceptions.block, in: blocks.ranges[blocks.index(at: match.range.lowerBound)])
        {
            return reason("block", found)
        }
        if !exceptions.document.isEmpty, let found = outside(match, exceptions.document, in: 0..<blocks.folded.bytes.count) {
            return reason("document", found)
        }
        if !exceptions.lacking.isEmpty, outside(match, exceptions.lacking, in: 0..<blocks.folded.bytes.count) == nil { return .lacking }
        return nil
    }

    private func reason(_ key: String, _ range: Range<Int>) -> Exemption.Reason {
        .exception(key: key, words: blocks.folded.string(in: range))
    }

    /// A hit that contains one whole part of the match.
    private func covering(_ match: ItemMatcher.Match, _ patterns: [PatternID]) -> Range<Int>? {
        let block = blocks.ranges[blocks.index(at: match.range.lowerBound)]
        for pattern in patterns where hits.contains(pattern) {
            for hit in hits.all(pattern, from: block.lowerBound) {
                if hit.start > match.range.upperBound { break }
                if match.parts.contains(where: { hit.start <= $0.lowerBound && $0.upperBound <= hit.end }),
                    blocks.isInsideOneBlock(hit.range)
                {
                    return hit.range
                }
            }
        }
        return nil
    }

    /// A hit that begins in the clause before the match, or between its parts before the last: 贷款不得用于首付.
    ///
    /// It may reach into the match: the 能 of 不能 can be the match's own first character.
    private func before(_ match: ItemMatcher.Match, _ patterns: [PatternID], from start: Int) -> Range<Int>? {
        guard let last = match.parts.map(\.lowerBound).max() else { return nil }
        for pattern in patterns where hits.contains(pattern) {
            for hit in hits.all(pattern, from: start) {
                if hit.start >= last { break }
                let isInsidePart = match.parts.contains { $0.lowerBound <= hit.start && hit.start < $0.upperBound }
                if hit.start >= start, !isInsidePart, hit.end <= match.range.upperBound { return hit.range }
            }
        }
        return nil
    }

    private func first(_ patterns: [PatternID], in range: Range<Int>) -> Range<Int>? {
        for pattern in patterns where hits.contains(pattern) {
            for hit in hits.all(pattern, from: range.lowerBound) {
                if hit.start >= range.upperBound { break }
                if hit.start >= range.lowerBound, hit.end <= range.upperBound { return hit.range }
            }
        }
        return nil
    }

    private func outside(_ match: ItemMatcher.Match, _ patterns: [PatternID], in range: Range<Int>) -> Range<Int>? {
        for pattern in patterns where hits.contains(pattern) {
            for hit in hits.all(pattern, from: range.lowerBound) {
                if hit.start >= range.upperBound { break }
                if hit.start >= range.lowerBound, hit.end <= range.upperBound,
                    !match.parts.contains(where: { $0.overlaps(hit.range) })
                {
                    return hit.range
                }
            }
        }
        return nil
    }
}
