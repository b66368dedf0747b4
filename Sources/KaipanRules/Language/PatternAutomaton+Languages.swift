/// What the languages of two patterns have to do with each other.
///
/// All answers are exact; where finding one would take too long there is none.
extension PatternAutomaton {
    /// More steps than any pair of sensible patterns takes.
    private static let effort = 60_000

    /// Whether another pattern matches as a whole everything that this one matches.
    package func isIncluded(in other: PatternAutomaton) -> Bool? {
        isIncluded(in: other, anywhere: false)
    }

    /// Whether everything that this one matches holds something that another matches.
    package func alwaysContains(_ other: PatternAutomaton) -> Bool? {
        isIncluded(in: other, anywhere: true)
    }

    /// A state of this automaton with the states that the other could be in after the same characters.
    private struct Pair: Hashable {
        var state: Int
        var others: [Int]
    }

    private func isIncluded(in other: PatternAutomaton, anywhere: Bool) -> Bool? {
        var seen: Set<Pair> = []
        var queue: [Pair] = []
        var steps = 0
        /// Follows one step; false where the other is left behind.
        func visit(_ states: [Int], _ candidates: [Int]) -> Bool? {
            for state in states {
                for targets in other.steps(candidates, with: sets[state]) {
                    steps += 1
                    guard steps < Self.effort else { return nil }
                    // What was found stays found, whatever follows.
                    if anywhere, targets.contains(where: { other.isLast[$0] }) { continue }
                    if isLast[state], !targets.contains(where: { other.isLast[$0] }) { return false }
                    guard !follow[state].isEmpty else { continue }
                    if !anywhere, targets.isEmpty { return false }
                    let pair = Pair(state: state, others: targets)
                    if seen.insert(pair).inserted { queue.append(pair) }
                }
            }
            return true
        }
        guard let begins = visit(first, other.first) else { return nil }
        guard begins else { return false }
        while let pair = queue.popLast() {
            var candidates = Set<Int>()
            for state in pair.others { candidates.formUnion(other.follow[state]) }
            if anywhere { candidates.formUnion(other.first) }
            guard let holds = visit(follow[pair.state], candidates.sorted()) else { return nil }
            guard holds else { return false }
        }
        return true
    }

    /// Cuts a set into the parts that lead from some states to the same ones.
    private func steps(_ candidates: [Int], with set: ScalarSet) -> [[Int]] {
        var cuts: Set<UInt32> = []
        for range in set.ranges { cuts.insert(range.lowerBound) }
        for state in candidates {
            for range in sets[state].intersection(set).ranges {
                cuts.insert(range.lowerBound)
                cuts.insert(range.upperBound &+ 1)
            }
        }
        var result: [[Int]] = []
        var known: Set<[Int]> = []
        for cut in cuts.sorted() where set.contains(cut) {
            let targets = candidates.filter { sets[$0].contains(cut) }
            if known.insert(targets).inserted { result.append(targets) }
        }
        return result
    }

    /// Whether something that this one matches may hold something that another matches.
    package func mayContain(_ other: PatternAutomaton) -> Bool {
        var seen: Set<[Int]> = []
        var queue: [[Int]] = []
        /// Follows one step; true where the other's end is reached.
        func visit(_ states: [Int], _ candidates: [Int]) -> Bool {
            for state in states {
                for candidate in candidates where sets[state].intersects(other.sets[candidate]) {
                    if other.isLast[candidate] { return true }
                    if seen.insert([state, candidate]).inserted { queue.append([state, candidate]) }
                }
            }
            return false
        }
        // The other may begin at any state.
        if visit(Array(sets.indices), other.first) { return true }
        while let pair = queue.popLast() {
            if visit(follow[pair[0]], other.follow[pair[1]]) { return true }
        }
        return false
    }

    /// The characters that a match may begin with, and those that it may hold.
    package var firstScalars: ScalarSet { ScalarSet(first.flatMap { sets[$0].ranges }) }
    package var scalars: ScalarSet { ScalarSet(sets.flatMap(\.ranges)) }

    /// Everything that the pattern matches, where that is no more than a few texts.
    package func texts(limit: Int) -> [String]? {
        var result: [String] = []
        var queue: [(state: Int, text: String)] = []
        func extend(_ states: [Int], _ text: String) -> Bool {
            for state in states {
                let count = sets[state].ranges.reduce(0) { $0 + $1.count }
                guard count <= limit, queue.count + count <= limit * 8 else { return false }
                for range in sets[state].ranges {
                    for value in range {
                        guard let scalar = Unicode.Scalar(value) else { continue }
                        let longer = text + String(scalar)
                        if isLast[state] { result.append(longer) }
                        if !follow[state].isEmpty { queue.append((state, longer)) }
                    }
                }
                guard result.count <= limit else { return false }
            }
            return true
        }
        guard extend(first, "") else { return nil }
        while let (state, text) = queue.popLast() {
            // A loop has no end of texts.
            guard text.unicodeScalars.count < 200, extend(follow[state], text) else { return nil }
        }
        return Set(result).sorted()
    }
}

extension PatternAutomaton {
    /// Whether the pattern matches anything without certain characters.
    package func hasText(without scalars: ScalarSet) -> Bool {
        let allowed = scalars.complement
        var seen = Set<Int>()
        var queue = first.filter { sets[$0].intersects(allowed) }
        seen.formUnion(queue)
        while let state = queue.popLast() {
            if isLast[state] { return true }
            for next in follow[state] where sets[next].intersects(allowed) && seen.insert(next).inserted { queue.append(next) }
        }
        return false
    }
}
