/// A bit set of 256 places for each standard character that says which others its neighbours may be.
///
/// A pair passes that is in the table in either direction, and about one pair in ten that is not.
struct GlyphSieve: Sendable {
    private var words: [UInt64]

    init() {
        words = Array(repeating: 0, count: (StandardCharacters.count + 1) * 4)
        for number in 1...StandardCharacters.count {
            for place in Glyphs.range(number) {
                let other = PackedNumbers(GlyphTable.neighbours).three(at: place * 3) >> 5
                set(number, other)
                set(other, number)
            }
        }
    }

    /// Whether two characters, by their numbers in the standard table, may be neighbours; never false for neighbours.
    @inline(__always)
    func mayBeNeighbours(_ first: Int, _ second: Int) -> Bool {
        let bit = Self.bit(second)
        return words[first * 4 + bit >> 6] & 1 << UInt64(bit & 63) != 0
    }

    private mutating func set(_ first: Int, _ second: Int) {
        let bit = Self.bit(second)
        words[first * 4 + bit >> 6] |= 1 << UInt64(bit & 63)
    }

    /// Spreads numbers that stand side by side, since characters of one radical do (Fibonacci hashing).
    @inline(__always)
    private static func bit(_ number: Int) -> Int { (number &* 40_503 & 0xFFFF) >> 8 }
}
