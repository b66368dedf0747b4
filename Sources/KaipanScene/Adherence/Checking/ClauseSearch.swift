/// Finds where a clause is said: windows of consecutive passages, the best of which are looked at slot by slot.
struct ClauseSearch {
    /// A window, looked at.
    struct Found {
        var segments: [Int]
        var excerpt: SpeechExcerpt
        var evaluation: ClauseEvaluator.Evaluation
    }

    private struct Group {
        var segment: Int
        var hits: Range<Int>
        /// How many of its units belong to the clause.
        var units: Int
    }

    let clause: CompiledClause
    /// Of the clause in the script.
    let number: Int
    let stream: SpeechStream
    let hits: [PairIndex.Hit]
    /// How many units of each segment belong to the clause that most of them belong to.
    let owners: [SegmentOwner]

    /// How many passages may stand between two of a window: somebody asks, somebody jokes.
    private static let reach = 10
    /// The same where one of the two says hardly anything of the clause.
    private static let shortReach = 4
    private static let candidates = 10

    /// The windows that come nearest to the clause, the best first, equal ones in the order of speech.
    ///
    /// - Parameter segments: only these; nil for all.
    /// - Complexity: O(n) in the number of hits.
    func windows(in segments: Range<Int>? = nil) -> [Found] {
        var groups = groups()
        if let segments { groups.removeAll { !segments.contains($0.segment) } }
        guard !groups.isEmpty else { return [] }
        // Long clauses take more breaths than four.
        let longest = max(4, min(10, clause.length / 12 + 2))
        var stamps = [Int](repeating: -1, count: clause.features.count)
        var best: [(proxy: Float, first: Int, last: Int)] = []
        for first in groups.indices {
            var covered: Float = 0, slots: UInt64 = 0
            for last in first..<min(first + longest, groups.count) {
                if last > first {
                    let gap = stream.segments[groups[last].segment].passage - stream.segments[groups[last - 1].segment].passage
                    guard gap <= (groups[last].units <= 4 || groups[last - 1].units <= 4 ? Self.shortReach : Self.reach) else { break }
                }
                let before = covered
                let slotsBefore = slots
                for hit in hits[groups[last].hits] {
                    let feature = clause.features[Int(hit.feature)]
                    slots |= feature.slots
                    guard stamps[Int(hit.feature)] != first else { continue }
                    stamps[Int(hit.feature)] = first
                    covered += feature.weight
                }
                // A window that its last passage adds nothing to is the shorter one.
                if last > first, covered == before, slots == slotsBefore { continue }
                let share = clause.slots.isEmpty ? 0 : Float(slots.nonzeroBitCount) / Float(clause.slots.count)
                let proxy = covered / max(clause.weight, 0.001) + 0.5 * share - 0.01 * Float(last - first)
                let place = best.firstIndex { $0.proxy < proxy } ?? best.count
                guard place < Self.candidates else { continue }
                best.insert((proxy, first, last), at: place)
                if best.count > Self.candidates { best.removeLast() }
            }
        }
        let evaluator = ClauseEvaluator(clause: clause)
        var found = best.map { window in
            let segments = groups[window.first...window.last].map(\.segment)
            let excerpt = stream.excerpt(segments)
            var evaluation = evaluator.evaluate(excerpt)
            evaluation.value -= 0.004 * Float(segments.count - 1)
            return Found(segments: segments, excerpt: excerpt, evaluation: evaluation)
        }
        found.sort { a, b in
            a.evaluation.value != b.evaluation.value ? a.evaluation.value > b.evaluation.value
                : (a.segments[0], a.segments.count) < (b.segments[0], b.segments.count)
        }
        return found
    }

    /// The hits of each segment that says something of the clause.
    private func groups() -> [Group] {
        var groups: [Group] = []
        var start = 0, segment = 0
        while start < hits.count {
            let position = Int(hits[start].position)
            while stream.segments[segment].units.upperBound <= position { segment += 1 }
            var end = start, gain: Float = 0, slots: UInt64 = 0, units = 0, last = -1
            while end < hits.count, Int(hits[end].position) < stream.segments[segment].units.upperBound {
                let feature = clause.features[Int(hits[end].feature)]
                gain += feature.weight
                slots |= feature.slots
                units += min(2, Int(hits[end].position) + 1 - last)
                last = Int(hits[end].position) + 1
                end += 1
            }
            let owner = owners[segment]
            // What belongs to another clause belongs to this one only where it says a good part of it too.
            let isForeign = owner.clause != number && owner.units > 2 * units && gain < 0.25 * clause.weight
            // One pair of a slot of words is as much as two characters can say; of the rest a little is nothing.
            if !isForeign, gain > 0.03 * clause.weight || slots != 0 { groups.append(Group(segment: segment, hits: start..<end, units: units)) }
            start = end
        }
        return groups
    }
}
