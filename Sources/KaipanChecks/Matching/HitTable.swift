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

    /// By pattern, then by start, then by end, each once.
    private let hits: [Hit]
    /// The patterns that were hit, in ascending order.
    private let patterns: [PatternID]
    /// Where the hits of each of them begin in `hits`, and where the last ones end.
    private let starts: [Int]

    /// Complexity: O(n) in the number of hits, or O(n log n) where they are few.
    init(_ found: [PatternScanner.Hit]) {
        var hits: [Hit] = []
        hits.reserveCapacity(found.count)
        var patterns: [PatternID] = []
        var starts: [Int] = []
        var last: PatternScanner.Hit?
        for hit in Self.sorted(found) {
            // What stands in two parts of the patterns may be found twice.
            if hit == last { continue }
            if hit.pattern != last?.pattern {
                patterns.append(PatternID(hit.pattern))
                starts.append(hits.count)
            }
            hits.append(Hit(start: Int(hit.start), end: Int(hit.end)))
            last = hit
        }
        self.hits = hits
        self.patterns = patterns
        self.starts = starts + [hits.count]
    }

    /// By pattern, start and end.
    ///
    /// Most texts are short and hit few of many patterns; a table of all patterns would take longer than anything else.
    private static func sorted(_ found: [PatternScanner.Hit]) -> [PatternScanner.Hit] {
        let isBefore = { (a: PatternScanner.Hit, b: PatternScanner.Hit) in
            a.pattern != b.pattern ? a.pattern < b.pattern : a.start != b.start ? a.start < b.start : a.end < b.end
        }
        guard found.count > 100 else { return found.sorted(by: isBefore) }
        var places = [Int](repeating: 0, count: found.reduce(0) { max($0, Int($1.pattern) + 1) } + 1)
        for hit in found { places[Int(hit.pattern) + 1] += 1 }
        for pattern in 1..<places.count { places[pattern] += places[pattern - 1] }
        let bounds = places
        var result = found
        for hit in found {
            result[places[Int(hit.pattern)]] = hit
            places[Int(hit.pattern)] += 1
        }
        // The scanner reports by their ends, which is nearly always the order of their starts, too.
        for pattern in 0..<bounds.count - 1 {
            let range = bounds[pattern]..<bounds[pattern + 1]
            if range.dropFirst().contains(where: { isBefore(result[$0], result[$0 - 1]) }) { result[range].sort(by: isBefore) }
        }
        return result
    }

    var isEmpty: Bool { hits.isEmpty }

    /// Calls for every pattern that was hit.
    func forEachPattern(_ body: (PatternID) -> Void) { patterns.forEach(body) }

    /// Every match of a pattern, by start and then by end.
    ///
    /// Complexity: O(log n) in the number of patterns that were hit.
    func all(_ pattern: PatternID) -> ArraySlice<Hit> {
        var low = 0
        var high = patterns.count
        while low < high {
            let middle = (low + high) / 2
            if patterns[middle] < pattern { low = middle + 1 } else { high = middle }
        }
        return low < patterns.count && patterns[low] == pattern ? hits[starts[low]..<starts[low + 1]] : []
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
