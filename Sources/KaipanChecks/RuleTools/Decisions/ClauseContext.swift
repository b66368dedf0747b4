import KaipanText

/// The words found, with what stands in their clause, as rules see it: folded.
struct ClauseContext: Hashable, Comparable {
    let before: [Character]
    let words: [Character]
    let after: [Character]

    /// - Returns: nil where nothing is known but the words, or not even they.
    init?(_ decision: Decision) {
        guard !decision.text.isEmpty, !(decision.before + decision.after).isEmpty else { return nil }
        let folded = { (text: String) in
            let folded = Folded(text)
            return Array(folded.string(in: 0..<folded.bytes.count))
        }
        let isEnd = { (character: Character) in ",;。!?…\u{2028}\n".contains(character) }
        words = folded(decision.text)
        before = folded(decision.before).reversed().prefix { !isEnd($0) }.reversed()
        after = Array(folded(decision.after).prefix { !isEnd($0) })
    }

    /// Whether a phrase stands where it contains the words.
    func isCovered(by phrase: [Character]) -> Bool {
        guard phrase.count >= words.count else { return false }
        let whole = before + words + after
        let first = max(0, before.count + words.count - phrase.count)
        guard first <= before.count else { return false }
        return (first...before.count).contains { start in
            start + phrase.count <= whole.count && whole[start..<(start + phrase.count)].elementsEqual(phrase)
        }
    }

    static func < (a: ClauseContext, b: ClauseContext) -> Bool {
        for (x, y) in [(a.words, b.words), (a.before, b.before), (a.after, b.after)] where x != y { return x.lexicographicallyPrecedes(y) }
        return false
    }
}
