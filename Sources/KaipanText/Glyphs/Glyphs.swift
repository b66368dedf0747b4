/// Which of the 8,105 standard characters look alike.
///
/// The table is measured, on renderings in two fonts and on how characters are built (`Scripts/generate-glyph-tables.py`).
/// A score says how rare such a likeness is: about 1 for twins (土 士), 1/2 where a character has on average eight others that
/// are as near or nearer, below 1/4 for mere cousins. What is alike in one way alone, as a part of the other or in how it
/// is built, reaches no more than 0.7.
public enum Glyphs {
    /// The characters that one may be taken for, the most alike first; at most 40.
    ///
    /// - Parameter scalar: A standard character; all others have no neighbours, so fold a name before.
    /// - Complexity: O(1): there are at most 40 to sort.
    public static func neighbours(of scalar: Unicode.Scalar) -> [GlyphNeighbour] {
        range(StandardCharacters.number(of: scalar.value))
            .map { PackedNumbers(GlyphTable.neighbours).three(at: $0 * 3) }
            .sorted { ($0 & 31, $1 >> 5) > ($1 & 31, $0 >> 5) }
            .compactMap { entry in
                Unicode.Scalar(StandardCharacters.scalar(entry >> 5)).map { GlyphNeighbour(scalar: $0, score: score(entry & 31)) }
            }
    }

    /// How alike two characters look.
    ///
    /// - Returns: 1 for a character and itself, 0 where neither is among the neighbours of the other, else their score.
    /// - Complexity: O(1), without allocation.
    public static func similarity(_ a: Unicode.Scalar, _ b: Unicode.Scalar) -> Double {
        if a == b { return 1 }
        let first = StandardCharacters.number(of: a.value), second = StandardCharacters.number(of: b.value)
        guard first != 0, second != 0, sieve.mayBeNeighbours(first, second) else { return 0 }
        // A character of a large family may have no room for one that has room for it.
        let level = level(of: second, in: range(first))
        return score(level == 0 ? self.level(of: first, in: range(second)) : level)
    }

    /// Turns away most of the pairs that are no neighbours, which nearly all pairs are, without a look into the table.
    private static let sieve = GlyphSieve()

    private static func score(_ level: Int) -> Double { Double(level) / Double(GlyphTable.levels) }

    /// The places of a character's neighbours; none for 0.
    static func range(_ number: Int) -> Range<Int> {
        guard number > 0 else { return 0..<0 }
        let starts = PackedNumbers(GlyphTable.starts)
        return starts.four(at: (number - 1) * 4)..<starts.four(at: number * 4)
    }

    /// The score of a character among the neighbours at some places; 0 where it is not there.
    private static func level(of number: Int, in places: Range<Int>) -> Int {
        let neighbours = PackedNumbers(GlyphTable.neighbours)
        var low = places.lowerBound, high = places.upperBound
        while low < high {
            let middle = (low + high) / 2
            let found = neighbours.three(at: middle * 3)
            if found >> 5 == number { return found & 31 }
            if found >> 5 < number { low = middle + 1 } else { high = middle }
        }
        return 0
    }
}
