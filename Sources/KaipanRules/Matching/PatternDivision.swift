/// Which patterns belong to which part: what starts nothing may belong to several.
package struct PatternDivision: Sendable {
    /// By part, in ascending order.
    private let patterns: [[PatternID]]
    private let isStarting: [Bool]

    /// - Parameter count: how many patterns there are.
    init(rules: [Rule], properNames: [PatternID], count: Int) {
        var isStarting = [Bool](repeating: false, count: count)
        var isCompany = isStarting
        var isNearby = isStarting
        var isWide = isStarting
        for rule in rules {
            Self.mark(rule.startingPatterns, in: &isStarting)
            Self.mark(rule.companyPatterns, in: &isCompany)
            Self.mark(rule.nearbyPatterns, in: &isNearby)
            Self.mark(rule.widePatterns, in: &isWide)
        }
        // Names are no rule's own; any rule may ask for them.
        Self.mark(properNames, in: &isNearby)
        self.isStarting = isStarting
        let all = 0..<count
        patterns = [
            all.filter { isStarting[$0] },
            all.filter { !isStarting[$0] && isCompany[$0] },
            all.filter { !isStarting[$0] && isNearby[$0] },
            all.filter { !isStarting[$0] && isWide[$0] },
        ]
    }

    /// Leaves aside what does not exist: a damaged cache may name anything.
    private static func mark(_ patterns: [PatternID], in flags: inout [Bool]) {
        for pattern in patterns where flags.indices.contains(pattern) { flags[pattern] = true }
    }

    /// Everything is looked for everywhere: what any other division has to agree with.
    init(undivided count: Int) {
        patterns = PatternPart.allCases.map { $0 == .starting ? Array(0..<count) : [] }
        isStarting = [Bool](repeating: true, count: count)
    }

    package func patterns(in part: PatternPart) -> [PatternID] { patterns[part.rawValue] }

    /// Whether a pattern is looked for everywhere in any case.
    package func isStarting(_ pattern: PatternID) -> Bool {
        isStarting.indices.contains(pattern) && isStarting[pattern]
    }
}
