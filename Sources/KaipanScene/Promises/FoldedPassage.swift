import KaipanText

/// A passage's words as rules see them, with the way back to its scalars.
struct FoldedPassage {
    let passage: Passage
    let folded: Folded
    /// Where each scalar of the passage begins, in UTF-8 bytes, and where the last one ends.
    private let starts: [Int]

    init(_ passage: Passage) {
        self.passage = passage
        let text = Array(passage.text.utf8)
        folded = Folded(text)
        starts = text.indices.filter { text[$0] & 0xC0 != 0x80 } + [text.count]
    }

    var bytes: [UInt8] { folded.bytes }

    func text(_ range: Range<Int>) -> String { folded.string(in: range) }

    /// The folded range of a range of the passage's UTF-8.
    func folded(_ original: Range<Int>) -> Range<Int> {
        let lower = min(folded.map.foldedOffset(of: original.lowerBound), bytes.count)
        return lower..<max(lower, min(folded.map.foldedOffset(of: original.upperBound), bytes.count))
    }

    /// The scalars of the passage that gave a range of the folded text.
    func scalars(_ range: Range<Int>) -> Range<Int> {
        let original = folded.map.originalRange(of: range)
        let lower = scalar(at: original.lowerBound)
        // A boundary inside of a scalar takes in the whole of it.
        var upper = scalar(at: original.upperBound)
        if upper < starts.count - 1, starts[upper] < original.upperBound { upper += 1 }
        return lower..<max(lower, upper)
    }

    /// The last scalar that begins at an offset or before it.
    private func scalar(at offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return max(0, low - 1)
    }

    func cite(_ range: Range<Int>) -> Citation { Citation(passage, scalars(range)) }

    // MARK: - Clauses and sentences

    private static let sentenceEnds = [";", "。", "!", "?", "…", "\n", "\u{2028}"].map { Array($0.utf8) }
    private static let clauseEnds = sentenceEnds + [Array(",".utf8)]

    /// The clause around a range: up to , ; 。 ! ? … or a line's end on either side.
    func clause(around range: Range<Int>) -> Range<Int> { stretch(around: range, Self.clauseEnds) }

    /// The sentence around a range.
    func sentence(around range: Range<Int>) -> Range<Int> { stretch(around: range, Self.sentenceEnds) }

    /// The clause behind another one in the same sentence; empty where there is none.
    func clause(after clause: Range<Int>) -> Range<Int> {
        guard clause.upperBound < bytes.count, bytes[clause.upperBound] == UInt8(ascii: ",") else { return clause.upperBound..<clause.upperBound }
        let start = clause.upperBound + 1
        return self.clause(around: start..<start)
    }

    /// Whether a question mark ends the clause.
    func isAsked(_ clause: Range<Int>) -> Bool { clause.upperBound < bytes.count && bytes[clause.upperBound] == UInt8(ascii: "?") }

    private func stretch(around range: Range<Int>, _ ends: [[UInt8]]) -> Range<Int> {
        var lower = range.lowerBound
        while lower > 0, !ends.contains(where: { isEnd($0, before: lower) }) { lower -= 1 }
        var upper = range.upperBound
        while upper < bytes.count, !ends.contains(where: { isEnd($0, at: upper) }) { upper += 1 }
        return lower..<upper
    }

    private func isEnd(_ end: [UInt8], at offset: Int) -> Bool {
        guard bytes[offset] == end[0], bytes[offset...].starts(with: end) else { return false }
        return !(end[0] == UInt8(ascii: ",") && isDigit(offset - 1) && isDigit(offset + 1))
    }

    private func isEnd(_ end: [UInt8], before offset: Int) -> Bool { offset >= end.count && isEnd(end, at: offset - end.count) }

    private func isDigit(_ offset: Int) -> Bool {
        bytes.indices.contains(offset) && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[offset])
    }

    // MARK: - Words

    /// Where words stand in a range, each with its place among the words; the longest at one place comes first.
    func places(of words: [String], in range: Range<Int>) -> [(range: Range<Int>, word: String)] {
        var found: [(range: Range<Int>, word: String)] = []
        for word in words {
            let pattern = Array(word.utf8)
            guard pattern.count <= range.count else { continue }
            for start in range.lowerBound...range.upperBound - pattern.count
            where bytes[start] == pattern[0] && bytes[start..<start + pattern.count].elementsEqual(pattern) {
                found.append((start..<start + pattern.count, word))
            }
        }
        return found.sorted { ($0.range.lowerBound, -$0.range.count) < ($1.range.lowerBound, -$1.range.count) }
    }

    func contains(_ words: [String], in range: Range<Int>) -> Bool { !places(of: words, in: range).isEmpty }
}
