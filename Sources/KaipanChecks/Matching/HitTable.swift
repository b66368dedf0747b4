import KaipanRules

/// The hits of one text, by pattern.
struct HitTable {
    /// A hit in UTF-8 bytes of the folded text.
    struct Hit: Hashable, Comparable {
        var start: Int
        var end: Int
        var range: Range<Int> { start..<end }

        static func < (a: Hit, b: Hit) -> Bool { a.start != b.start ? a.start < b.start : a.end < b.end }
    }

    /// By pattern, then by start, then by end.
    private let hits: [Hit]
    /// Where each pattern's hits begin in `hits`, up to the highest pattern that was hit, and where the last ones end.
    private let starts: [Int]

    /// Complexity: O(n) in the number of hits where the scanner reports them in order, which it nearly always does.
    init(_ found: [PatternScanner.Hit]) {
        let count = found.reduce(0) { max($0, Int($1.pattern) + 1) }
        var starts = [Int](repeating: 0, count: count + 1)
        for hit in found { starts[Int(hit.pattern) + 1] += 1 }
        for pattern in 0..<count { starts[pattern + 1] += starts[pattern] }
        var next = starts
        var hits = [Hit](repeating: Hit(start: 0, end: 0), count: found.count)
        for hit in found {
            let pattern = Int(hit.pattern)
            hits[next[pattern]] = Hit(start: Int(hit.start), end: Int(hit.end))
            next[pattern] += 1
        }
        for pattern in 0..<count {
            let range = starts[pattern]..<starts[pattern + 1]
            if range.dropFirst().contains(where: { hits[$0] < hits[$0 - 1] }) { hits[range].sort() }
        }
        self.hits = hits
        self.starts = starts
    }

    var isEmpty: Bool { hits.isEmpty }

    /// Calls for every pattern that was hit.
    func forEachPattern(_ body: (PatternID) -> Void) {
        for pattern in 0..<starts.count - 1 where starts[pattern] < starts[pattern + 1] { body(pattern) }
    }

    /// Every match of a pattern, by start and then by end.
    func all(_ pattern: PatternID) -> ArraySlice<Hit> {
        pattern < starts.count - 1 ? hits[starts[pattern]..<starts[pattern + 1]] : []
    }

    /// The matches of a pattern that start at an offset or behind it.
    ///
    /// Complexity: O(log n) in the number of the pattern's matches.
    func all(_ pattern: PatternID, from offset: Int) -> ArraySlice<Hit> {
        let hits = all(pattern)
        var low = hits.startIndex
        var high = hits.endIndex
        while low < high {
            let middle = (low + high) / 2
            if hits[middle].start < offset { low = middle + 1 } else { high = middle }
        }
        return hits[low...]
    }

    func contains(_ pattern: PatternID) -> Bool { !all(pattern).isEmpty }

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
