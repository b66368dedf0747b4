import KaipanText

/// Whether what a buyer said of a clause is more than agreeing.
public enum OwnWords: String, Sendable, Hashable, CaseIterable {
    case own
    /// Nothing but 好的, 嗯, 知道了 and the like, or nothing at all.
    case bare
    /// The clause's own words read back.
    case copied

    /// Judges what was said of a clause.
    ///
    /// - Complexity: O(n) in the lengths of both.
    public init(_ words: String, of clause: String) {
        let said = QuestionText.letters(words)
        guard !Self.isBare(said) else {
            self = .bare
            return
        }
        // What repeats the clause is no sign that it was understood, however long.
        let pairs = QuestionText.pairs(said), known = Set(QuestionText.pairs(QuestionText.letters(clause)))
        let repeated = pairs.count { known.contains($0) }
        self = pairs.count >= 6 && repeated * 10 >= pairs.count * 9 ? .copied : .own
    }

    private static let agreeing: [[Unicode.Scalar]] = (AgreeingWords.agreeing + AgreeingWords.english).map { Array($0.unicodeScalars) }

    /// Whether a text is made of agreeing words alone.
    private static func isBare(_ text: [Unicode.Scalar]) -> Bool {
        var reachable = [Bool](repeating: false, count: text.count + 1)
        reachable[0] = true
        for place in text.indices where reachable[place] {
            for word in agreeing where text[place...].starts(with: word) { reachable[place + word.count] = true }
        }
        return reachable[text.count]
    }
}
