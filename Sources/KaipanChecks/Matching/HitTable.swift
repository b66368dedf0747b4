import KaipanRules

/// The hits of one text, by pattern.
struct HitTable {
    /// A hit in UTF-8 bytes of the folded text.
    struct Hit: Hashable {
        var start: Int
        var end: Int
        var range: Range<Int> { start..<end }
    }

    private var hits: [PatternScanner.Hit]
    /// Where each pattern's hits begin in `hits`.
    private var starts: [Int32: Int] = [:]

    init(_ found: [PatternScanner.Hit]) {
        hits = found
        hits.sort { a, b in
            a.pattern != b.pattern ? a.pattern < b.pattern : a.start != b.start ? a.start < b.start : a.end < b.end
        }
        var previous: Int32 = -1
        for (index, hit) in hits.enumerated() where hit.pattern != previous {
            starts[hit.pattern] = index
            previous = hit.pattern
        }
    }

    var isEmpty: Bool { hits.isEmpty }

    /// Calls for every pattern that was hit.
    func forEachPattern(_ body: (PatternID) -> Void) {
        for pattern in starts.keys { body(PatternID(pattern)) }
    }

    /// Every match of a pattern, by start and then by end.
    func all(_ pattern: PatternID) -> [Hit] {
        guard let start = starts[Int32(pattern)] else { return [] }
        var result: [Hit] = []
        var index = start
        while index < hits.count, hits[index].pattern == Int32(pattern) {
            result.append(Hit(start: Int(hits[index].start), end: Int(hits[index].end)))
            index += 1
        }
        return result
    }

    func contains(_ pattern: PatternID) -> Bool { starts[Int32(pattern)] != nil }

    /// The leftmost-longest matches of a pattern that do not overlap and stay inside one block.
    func longest(_ pattern: PatternID, in blocks: FoldedBlocks) -> [Hit] {
        var result: [Hit] = []
        for hit in all(pattern) where blocks.isInsideOneBlock(hit.range) {
            if let last = result.last {
                if hit.start == last.start {
                    result[result.count - 1] = hit
                    continue
                }
                if hit.start < last.end { continue }
            }
            result.append(hit)
        }
        return result
    }
}
