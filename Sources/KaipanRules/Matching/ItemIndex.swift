/// What some rules look for, by the patterns that it begins with.
package struct ItemIndex: Sendable {
    /// The rule that asks for each item, by its place in the list that the index was made from.
    package let rules: [Int]
    /// What calls for the patterns that items begin with, or that are asked for wherever they stand; nil without clues.
    let calls: PatternClues.Calls?
    /// By pattern, whether it decides from anywhere in the document.
    package let isWide: [Bool]
    /// The patterns of all items, and where those of each item begin.
    private let patterns: [PatternID]
    private let patternStarts: [Int]
    /// By pattern, where the items that begin with it lie.
    private let itemStarts: [Int]
    /// Patterns that items begin with and that can match anything.
    private let unlimited: [PatternID]

    package init(_ rules: [Rule], of set: RuleSet) {
        var isWanted = [Bool](repeating: false, count: set.patterns.count)
        var isWide = isWanted
        var isAsked = isWanted
        var itemStarts = [Int](repeating: 0, count: set.patterns.count + 1)
        for rule in rules {
            for item in rule.items {
                isWanted[item.start] = true
                itemStarts[item.start + 1] += 1
                for pattern in item.company { isAsked[pattern] = true }
            }
            for pattern in rule.widePatterns {
                isWanted[pattern] = true
                isWide[pattern] = true
            }
        }
        for pattern in set.patterns.indices { itemStarts[pattern + 1] += itemStarts[pattern] }
        var places = itemStarts
        var items = [(rule: Int, patterns: [PatternID])](repeating: (0, []), count: itemStarts[set.patterns.count])
        for (index, rule) in rules.enumerated() {
            for item in rule.items {
                items[places[item.start]] = (index, [item.start] + item.company)
                places[item.start] += 1
            }
        }
        var patterns: [PatternID] = []
        var patternStarts = [0]
        for item in items {
            patterns += item.patterns
            patternStarts.append(patterns.count)
        }
        self.rules = items.map(\.rule)
        calls = set.automata.clues?.calls(for: isWanted, asking: isAsked)
        self.isWide = isWide
        self.patterns = patterns
        self.patternStarts = patternStarts
        self.itemStarts = itemStarts
        unlimited = set.patterns.indices.filter { pattern in
            itemStarts[pattern] < itemStarts[pattern + 1] && set.automata.clues?.isUnlimited(pattern) ?? true
        }
    }

    /// The patterns of an item.
    package func patterns(of item: Int) -> ArraySlice<PatternID> { patterns[patternStarts[item]..<patternStarts[item + 1]] }

    /// Calls for the items whose first pattern is among some, or can match anything, and whose others are possible, too.
    func forEachItem(startingWith first: [PatternID], _ isPossible: (PatternID) -> Bool, _ body: (Int) -> Void) {
        patterns.withUnsafeBufferPointer { patterns in
            patternStarts.withUnsafeBufferPointer { patternStarts in
                for starts in [unlimited, first] {
                    for start in starts {
                        for item in itemStarts[start]..<itemStarts[start + 1] {
                            var next = patternStarts[item] + 1
                            let end = patternStarts[item + 1]
                            while next < end, isPossible(patterns[next]) { next += 1 }
                            if next == end { body(item) }
                        }
                    }
                }
            }
        }
    }
}
