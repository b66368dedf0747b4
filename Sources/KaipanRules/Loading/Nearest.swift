/// Finds the word that was probably meant.
package enum Nearest {
    /// The word with the smallest edit distance, if it is near enough to be a slip; of equals the first in the alphabet.
    ///
    /// Complexity: O(n·m) a candidate, for words of a few dozen characters.
    package static func word(to word: String, among candidates: [String]) -> String? {
        let best = candidates.map { ($0, distance(word, $0)) }.min { ($0.1, $0.0) < ($1.1, $1.0) }
        guard let best, best.1 <= max(1, word.count / 3) else { return nil }
        return best.0
    }

    private static func distance(_ a: String, _ b: String) -> Int {
        let right = Array(b)
        var row = Array(0...right.count)
        for (i, left) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, character) in right.enumerated() {
                let substituted = diagonal + (left == character ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
