/// Gives a match all of the numbers in whose middle it begins or ends; `20m2` in `120m2` becomes `120m2`.
///
/// A number is what is written in digits, ASCII or full width, with points between them and commas before each three.
struct WholeNumbers {
    let blocks: FoldedBlocks
    /// What was folded.
    let text: [UInt8]

    /// What a range is widened by at most on either side, in bytes; who writes more digits than that writes no number.
    private static let longest = 40

    /// - Complexity: O(log n) in the length of the text.
    func around(_ range: Range<Int>) -> Range<Int> {
        guard !range.isEmpty else { return range }
        let block = blocks.ranges[blocks.index(at: range.lowerBound)]
        var lower = range.lowerBound
        let least = max(block.lowerBound, lower - Self.longest)
        while lower > least, isDigit(lower) {
            if isDigit(lower - 1) {
                lower -= 1
            } else if lower - 2 >= least, divides(lower - 1, in: block) {
                lower -= 2
            } else {
                break
            }
        }
        var upper = range.upperBound
        let most = min(block.upperBound, upper + Self.longest)
        while upper < most, isDigit(upper - 1) {
            if isDigit(upper) {
                upper += 1
            } else if upper + 2 <= most, divides(upper, in: block) {
                upper += 2
            } else {
                break
            }
        }
        return lower..<upper
    }

    /// Whether a byte was written as a digit: the 2 of ㎡ and the 1 of ① are folded from something else, and that of `m2` is an exponent.
    private func isDigit(_ index: Int) -> Bool {
        let bytes = blocks.folded.bytes
        guard Self.isDigit(bytes[index]) else { return false }
        if bytes[index] == UInt8(ascii: "2") || bytes[index] == UInt8(ascii: "3"), index > 0, bytes[index - 1] == UInt8(ascii: "m") { return false }
        let written = blocks.folded.map.originalRange(of: index..<index + 1)
        // Full-width digits are EF BC 90 to EF BC 99.
        return written.count == 1 || written.count == 3 && text[written.lowerBound] == 0xEF && text[written.lowerBound + 1] == 0xBC
    }

    /// Whether a byte is the point of a number, or a comma between one to three digits and the next three.
    private func divides(_ index: Int, in block: Range<Int>) -> Bool {
        let bytes = blocks.folded.bytes
        guard index > block.lowerBound, index + 1 < block.upperBound, isDigit(index - 1), isDigit(index + 1) else { return false }
        if bytes[index] == UInt8(ascii: ".") { return true }
        guard bytes[index] == UInt8(ascii: ","), blocks.folded.map.originalRange(of: index..<index + 1).count == 1 else { return false }
        let after = bytes[(index + 1)..<block.upperBound].prefix(4).prefix { Self.isDigit($0) }
        let before = bytes[block.lowerBound..<index].suffix(4).reversed().prefix { Self.isDigit($0) }
        return after.count == 3 && (1...3).contains(before.count)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
