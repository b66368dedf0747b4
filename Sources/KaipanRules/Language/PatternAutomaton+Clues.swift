/// A character, or two that stand side by side, in the way an index keeps it: the second one in the upper half, 0 for none.
package typealias ClueCode = UInt32

extension PatternAutomaton {
    /// What stands in every text that the pattern matches: one of these at least; nil where nothing short enough does.
    ///
    /// A match is a path through the automaton, its characters are the path's states and the pairs of neighbours its steps.
    /// So whatever cuts all paths is such a set, and of these the one that is met least in ordinary text is a minimum cut
    /// (Ford and Fulkerson, "Maximal flow through a network", 1956).
    package var clues: Set<ClueCode>? {
        let sink = 2 * sets.count
        var network = FlowNetwork(nodes: sink + 2)
        let source = sink + 1
        let members = sets.map(Self.members)
        let shares = members.map { members in members.map { $0.reduce(0) { $0 + PatternFrequency.estimate($1) } } }
        for state in sets.indices {
            // Whoever looks for one character is held up at every one of them.
            network.connect(2 * state, 2 * state + 1, Self.capacity(of: shares[state]))
            if isLast[state] { network.connect(2 * state + 1, sink, FlowNetwork.unlimited) }
            for next in follow[state] {
                var share: Double?
                if let a = members[state], let b = members[next], a.count * b.count <= Self.mostPairs,
                    let first = shares[state], let second = shares[next]
                {
                    // Characters of one word seek each other.
                    share = min(1, first * second * 30)
                }
                network.connect(2 * state + 1, 2 * next, Self.capacity(of: share))
            }
        }
        for state in Set(first) { network.connect(source, 2 * state, FlowNetwork.unlimited) }
        guard network.saturate(from: source, to: sink) else { return nil }
        let isBefore = network.reached(from: source)
        var result: Set<ClueCode> = []
        for state in sets.indices {
            if isBefore[2 * state], !isBefore[2 * state + 1] { result.formUnion(members[state] ?? []) }
            guard isBefore[2 * state + 1] else { continue }
            for next in follow[state] where !isBefore[2 * next] {
                for a in members[state] ?? [] { for b in members[next] ?? [] { result.insert(a | b << 16) } }
            }
        }
        return result
    }

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
