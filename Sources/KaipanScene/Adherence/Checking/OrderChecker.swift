import KaipanText

/// Finds the clauses that were said, but not where their place is.
enum OrderChecker {
    /// Those that have places and don't belong to the longest run of rising ones become out of order; the same those that stand on the
    /// wrong side of the clause that they name.
    ///
    /// - Complexity: O(n²) in the number of clauses.
    static func check(_ outcomes: inout [ClauseOutcome], _ clauses: [AdherenceClause]) {
        let orders = Dictionary(clauses.compactMap { clause in clause.directives.order.map { (clause.id, $0) } }, uniquingKeysWith: { first, _ in first })
        func isThere(_ outcome: ClauseOutcome) -> Bool { outcome.passage != nil && (outcome.outcome == .said || outcome.outcome == .partial) }
        var placed: [(index: Int, place: Int, passage: Int)] = []
        for (index, outcome) in outcomes.enumerated() {
            guard isThere(outcome), case .place(let place)? = orders[outcome.clause], let passage = outcome.passage else { continue }
            placed.append((index, place, passage))
        }
        placed.sort { ($0.place, $0.index) < ($1.place, $1.index) }
        let kept = longestRun(placed.map(\.passage))
        for (number, item) in placed.enumerated() where !kept.contains(number) {
            mark(&outcomes[item.index], LocalizedText(zh: "应按次序第 \(item.place) 说", en: "its place is number \(item.place)"))
        }
        for (index, outcome) in outcomes.enumerated() where isThere(outcome) {
            guard let order = orders[outcome.clause], let passage = outcome.passage else { continue }
            func other(_ id: String) -> Int? { outcomes.first { $0.clause == id && isThere($0) }?.passage }
            switch order {
            case .place: break
            case .before(let id):
                if let there = other(id), passage > there { mark(&outcomes[index], LocalizedText(zh: "应在“\(id)”之前说", en: "it should come before “\(id)”")) }
            case .after(let id):
                if let there = other(id), passage < there { mark(&outcomes[index], LocalizedText(zh: "应在“\(id)”之后说", en: "it should come after “\(id)”")) }
            }
        }
    }

    private static func mark(_ outcome: inout ClauseOutcome, _ reason: LocalizedText) {
        outcome.reasons.append(reason)
        if outcome.outcome == .said { outcome.outcome = .outOfOrder }
    }

    /// The places of a longest run that never falls; of several the one that ends first.
    private static func longestRun(_ values: [Int]) -> Set<Int> {
        var lengths = [Int](repeating: 1, count: values.count), before = [Int?](repeating: nil, count: values.count)
        for end in values.indices {
            for start in 0..<end where values[start] <= values[end] && lengths[start] + 1 > lengths[end] {
                lengths[end] = lengths[start] + 1
                before[end] = start
            }
        }
        guard let longest = lengths.max(), var place = lengths.firstIndex(of: longest) else { return [] }
        var kept: Set<Int> = [place]
        while let previous = before[place] {
            kept.insert(previous)
            place = previous
        }
        return kept
    }
}
