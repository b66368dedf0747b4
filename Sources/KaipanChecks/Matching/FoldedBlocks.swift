import Glibc
import KaipanDocuments
import KaipanRules
import KaipanText

/// The blocks of a document in its folded text, and the clauses and sentences inside them.
struct FoldedBlocks {
    let folded: Folded
    /// The blocks' ranges, in the order of the document's blocks.
    let ranges: [Range<Int>]

    init(_ folded: Folded, count: Int) {
        self.folded = folded
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(count)
        var start = 0
        folded.bytes.withUnsafeBufferPointer { bytes in
            // Only a boundary between blocks is a line feed.
            while let base = bytes.baseAddress, let found = memchr(base + start, 0x0A, bytes.count - start) {
                let index = found - UnsafeMutableRawPointer(mutating: base)
                ranges.append(start..<index)
                start = index + 1
            }
            ranges.append(start..<bytes.count)
        }
        self.ranges = ranges
    }

    /// The index of the block that holds an offset.
    func index(at offset: Int) -> Int {
        var low = 0
        var high = ranges.count - 1
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    func isInsideOneBlock(_ range: Range<Int>) -> Bool {
        range.upperBound <= ranges[index(at: range.lowerBound)].upperBound
    }

    // MARK: - Clauses and sentences

    /// The clause around a range: up to , ; 。 ! ? … or a line break on either side, never out of the block.
    func clause(around range: Range<Int>) -> Range<Int> {
        stretch(around: range, endsClause: true)
    }

    /// The sentence around a range: up to 。 ! ? … ; or a line break.
    func sentence(around range: Range<Int>) -> Range<Int> {
        stretch(around: range, endsClause: false)
    }

    private func stretch(around range: Range<Int>, endsClause: Bool) -> Range<Int> {
        let block = ranges[index(at: range.lowerBound)]
        let bytes = folded.bytes
        var lower = range.lowerBound
        while lower > block.lowerBound, !isBound(bytes, endingAt: lower, endsClause, block) { lower -= 1 }
        var upper = range.upperBound
        while upper < block.upperBound, !isBound(bytes, startingAt: upper, endsClause, block) { upper += 1 }
        return narrowToGaps(lower..<upper, around: range, endsClause: endsClause)
    }

    private func isBound(_ bytes: [UInt8], startingAt index: Int, _ endsClause: Bool, _ block: Range<Int>) -> Bool {
        switch bytes[index] {
        case UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "?"): return true
        case UInt8(ascii: ","):
            guard endsClause else { return false }
            return !(index > block.lowerBound && Self.isDigit(bytes[index - 1])
                && index + 1 < block.upperBound && Self.isDigit(bytes[index + 1]))
        case 0x20:
            // Two spaces set columns apart; one is typography.
            return endsClause && index + 1 < block.upperBound && bytes[index + 1] == 0x20
        case 0xE3: return index + 2 < block.upperBound && bytes[index + 1] == 0x80 && bytes[index + 2] == 0x82
        case 0xE2:
            guard index + 2 < block.upperBound, bytes[index + 1] == 0x80 else { return false }
            // … and a line break.
            return bytes[index + 2] == 0xA6 || bytes[index + 2] == 0xA8
        default: return false
        }
    }

    private func isBound(_ bytes: [UInt8], endingAt end: Int, _ endsClause: Bool, _ block: Range<Int>) -> Bool {
        if isBound(bytes, startingAt: end - 1, endsClause, block) { return true }
        return end - 3 >= block.lowerBound && bytes[end - 1] >= 0x80 && isBound(bytes, startingAt: end - 3, endsClause, block)
            && bytes[end - 3] >= 0xE2
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Line breaks end clauses and sentences, and spaces that stand alone among unspaced characters end clauses, though
    /// folding dropped them.
    private func narrowToGaps(_ clause: Range<Int>, around range: Range<Int>, endsClause: Bool) -> Range<Int> {
        let gaps = folded.gaps
        guard !gaps.isEmpty else { return clause }
        var lower = clause.lowerBound
        var upper = clause.upperBound
        var index = folded.gapIndex(after: range.lowerBound) - 1
        while index >= 0, gaps[index].offset > lower {
            if separates(index, endsClause: endsClause) {
                lower = gaps[index].offset
                break
            }
            index -= 1
        }
        index = folded.gapIndex(after: range.upperBound - 1)
        while index < gaps.count, gaps[index].offset < upper {
            if separates(index, endsClause: endsClause) {
                upper = gaps[index].offset
                break
            }
            index += 1
        }
        return lower..<upper
    }

    /// Whether a gap is a pause and no letter spacing: no other gap within two characters of it.
    private func separates(_ index: Int, endsClause: Bool) -> Bool {
        let gaps = folded.gaps
        if gaps[index].kind == .lineBreak { return true }
        guard endsClause, gaps[index].kind == .space else { return false }
        let near = 7
        if index > 0, gaps[index].offset - gaps[index - 1].offset < near { return false }
        if index + 1 < gaps.count, gaps[index + 1].offset - gaps[index].offset < near { return false }
        return true
    }

    // MARK: - Scopes

    /// The stretch that a scope means around a range; `section` needs the blocks' roles.
    func stretch(_ scope: Scope, around range: Range<Int>, blocks: [Block]) -> Range<Int> {
        switch scope {
        case .clause: clause(around: range)
        case .sentence: sentence(around: range)
        case .block: ranges[index(at: range.lowerBound)]
        case .document: 0..<folded.bytes.count
        case .section: section(around: range, blocks: blocks)
        case .characters(let count): within(count, of: range)
        }
    }

    /// Whether something is near enough to a range: inside the stretch that the scope means, or no further from it than
    /// the scope's number of characters.
    func admits(_ candidate: Range<Int>, near stretch: Range<Int>, _ scope: Scope) -> Bool {
        guard case .characters = scope else {
            return stretch.lowerBound <= candidate.lowerBound && candidate.upperBound <= stretch.upperBound
        }
        return candidate.lowerBound <= stretch.upperBound && candidate.upperBound >= stretch.lowerBound
            && index(at: candidate.lowerBound) == index(at: stretch.lowerBound)
    }

    private func section(around range: Range<Int>, blocks: [Block]) -> Range<Int> {
        let here = index(at: range.lowerBound)
        guard here < blocks.count else { return 0..<folded.bytes.count }
        let isHeading = { (index: Int) in blocks[index].role == .heading || blocks[index].role == .title }
        var first = here
        while first > 0, !isHeading(first) { first -= 1 }
        var last = here
        while last + 1 < blocks.count, !isHeading(last + 1) { last += 1 }
        return ranges[first].lowerBound..<ranges[last].upperBound
    }

    /// The characters before and behind a range, inside its block.
    private func within(_ count: Int, of range: Range<Int>) -> Range<Int> {
        let block = ranges[index(at: range.lowerBound)]
        let bytes = folded.bytes
        var lower = range.lowerBound
        var left = count
        while lower > block.lowerBound, left > 0 {
            lower -= 1
            while lower > block.lowerBound, bytes[lower] & 0xC0 == 0x80 { lower -= 1 }
            left -= 1
        }
        var upper = range.upperBound
        left = count
        while upper < block.upperBound, left > 0 {
            upper += 1
            while upper < block.upperBound, bytes[upper] & 0xC0 == 0x80 { upper += 1 }
            left -= 1
        }
        return lower..<upper
    }
}
