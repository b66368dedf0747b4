/// A character, or two that stand side by side, in the way an index keeps it: the second one in the upper half, 0 for none.
package typealias ClueCode = UInt32

extension PatternAutomaton {
    /// What stands in every text that the pattern matches: at least one clue of each of these sets, the rarest set first; no set
    /// where nothing short enough has to stand there.
    ///
    /// A match is a path through the automaton, its characters are the path's states and the pairs of neighbours its steps.
    /// So whatever cuts all paths is such a set, and of these the one that is met least in ordinary text is a minimum cut
    /// (Ford and Fulkerson, "Maximal flow through a network", 1956). The next set is the rarest that has nothing of those
    /// before: of 面积.{0,4}翻倍 one holds 面积 and another 翻倍, and what has both is much rarer than either.
    package var clues: [Set<ClueCode>] {
        let members = sets.map(Self.members)
        let shares = members.map { members in members.map { $0.reduce(0) { $0 + PatternFrequency.estimate($1) } } }
        var cuts: [Cut] = []
        while cuts.count < Self.mostCuts, let cut = nextCut(members, shares, without: cuts) { cuts.append(cut) }
        return cuts.map { cut in
            var result: Set<ClueCode> = []
            for state in cut.states { result.formUnion(members[state] ?? []) }
            for step in cut.steps {
                for a in members[step.from] ?? [] { for b in members[step.to] ?? [] { result.insert(a | b << 16) } }
            }
            return result
        }
    }

    /// States and steps without which no path reaches its end.
    private struct Cut {
        struct Step: Hashable {
            var from: Int
            var to: Int
        }

        var states: Set<Int> = []
        var steps: Set<Step> = []
    }

    /// The cheapest cut that uses nothing of others; nil where there is none, or it would be met in most texts.
    private func nextCut(_ members: [[UInt32]?], _ shares: [Double?], without others: [Cut]) -> Cut? {
        // A pair says all that its characters say.
        var spent = others.reduce(into: Set<Int>()) { $0.formUnion($1.states) }
        for step in others.flatMap(\.steps) { spent.formUnion([step.from, step.to]) }
        let spentSteps = others.reduce(into: Set<Cut.Step>()) { $0.formUnion($1.steps) }
        let sink = 2 * sets.count
        var network = FlowNetwork(nodes: sink + 2)
        let source = sink + 1
        for state in sets.indices {
            // Whoever looks for one character is held up at every one of them.
            network.connect(2 * state, 2 * state + 1, spent.contains(state) ? FlowNetwork.unlimited : Self.capacity(of: shares[state]))
            if isLast[state] { network.connect(2 * state + 1, sink, FlowNetwork.unlimited) }
            for next in follow[state] {
                var share: Double?
                if !spentSteps.contains(Cut.Step(from: state, to: next)), let a = members[state], let b = members[next],
                    a.count * b.count <= Self.mostPairs
                {
                    share = a.reduce(0) { sum, first in b.reduce(sum) { $0 + PatternFrequency.estimate(first, $1) } }
                }
                network.connect(2 * state + 1, 2 * next, Self.capacity(of: share))
            }
        }
        for state in Set(first) { network.connect(source, 2 * state, FlowNetwork.unlimited) }
        guard let flow = network.saturate(from: source, to: sink) else { return nil }
        guard others.isEmpty || flow <= Self.capacity(of: Self.mostShare) else { return nil }
        let isBefore = network.reached(from: source)
        var cut = Cut()
        for state in sets.indices {
            if isBefore[2 * state], !isBefore[2 * state + 1] { cut.states.insert(state) }
            guard isBefore[2 * state + 1] else { continue }
            for next in follow[state] where !isBefore[2 * next] { cut.steps.insert(Cut.Step(from: state, to: next)) }
        }
        return cut
    }

    private static let mostCuts = 3
    /// What is met more often than this excludes too few stretches to be looked up.
    private static let mostShare = 0.03
    private static let mostMembers = 64
    private static let mostPairs = 1024

    /// The characters of a set; nil where they are too many, or lie where the index does not look.
    private static func members(_ set: ScalarSet) -> [UInt32]? {
        var members: [UInt32] = []
        for range in set.ranges {
            guard range.upperBound <= 0xFFFF, range.lowerBound > 0, members.count + range.count <= mostMembers else { return nil }
            members.append(contentsOf: range)
        }
        return members
    }

    private static func capacity(of share: Double?) -> Int {
        share.map { max(1, Int($0 * 1e9)) } ?? FlowNetwork.unlimited
    }
}
