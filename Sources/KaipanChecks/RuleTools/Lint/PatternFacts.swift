import KaipanRules

/// What the linter knows of all patterns: their automata, a text of each, what matches it.
struct PatternFacts {
    let automata: [PatternAutomaton?]
    /// The shortest text of each pattern that can stand in folded text; nil where there is none, or where nobody knows.
    let texts: [String?]
    /// The matches of all patterns in the text of each.
    private let hits: [[PatternScanner.Hit]]

    init(expressions: [String], scanner: PatternScanner) {
        automata = expressions.map { PatternAutomaton($0) }
        texts = automata.map { $0?.foldedText() }
        hits = texts.map { text in text.map { scanner.scan(Array($0.utf8)) } ?? [] }
    }

    /// Whether no folded text can hold a match.
    func isUnreachable(_ pattern: PatternID) -> Bool { automata[pattern] != nil && texts[pattern] == nil }

    /// Whether a pattern matches as a whole everything that another matches.
    func covers(_ wide: PatternID, _ narrow: PatternID) -> Bool {
        if wide == narrow { return true }
        guard let text = texts[narrow], let a = automata[narrow], let b = automata[wide],
            hits[narrow].contains(where: { Int($0.pattern) == wide && $0.start == 0 && Int($0.end) == text.utf8.count })
        else { return false }
        return a.isIncluded(in: b) ?? false
    }

    /// Whether everything that a pattern matches holds a match of another.
    func alwaysContains(_ long: PatternID, _ short: PatternID) -> Bool {
        if long == short { return true }
        guard hits[long].contains(where: { Int($0.pattern) == short }), let a = automata[long], let b = automata[short] else { return false }
        return a.alwaysContains(b) ?? false
    }

    /// Whether something that a pattern matches may hold a match of another; true where nobody knows.
    func mayContain(_ long: PatternID, _ short: PatternID) -> Bool {
        if hits[long].contains(where: { Int($0.pattern) == short }) { return true }
        guard let a = automata[long], let b = automata[short] else { return true }
        return a.mayContain(b)
    }
}
