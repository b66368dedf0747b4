/// A network whose maximal flow tells where it is cut most cheaply (Dinic, "Algorithm for solution of a problem of maximum
/// flow in networks", 1970).
struct FlowNetwork {
    /// The capacity of what must not be cut.
    static let unlimited = 1 << 50

    private struct Edge {
        var target: Int
        var rest: Int
    }

    /// Each edge has its reverse next to it, at the number with the last bit turned.
    private var edges: [Edge] = []
    private var leaving: [[Int]]

    init(nodes: Int) {
        leaving = Array(repeating: [], count: nodes)
    }

    mutating func connect(_ from: Int, _ to: Int, _ capacity: Int) {
        leaving[from].append(edges.count)
        edges.append(Edge(target: to, rest: capacity))
        leaving[to].append(edges.count)
        edges.append(Edge(target: from, rest: 0))
    }

    /// Sends as much as goes through, and tells how much that is; nil where there is no end to it.
    mutating func saturate(from source: Int, to sink: Int) -> Int? {
        var total = 0
        while true {
            let levels = levels(from: source)
            guard levels[sink] >= 0 else { return total }
            var next = [Int](repeating: 0, count: leaving.count)
            while let sent = augment(from: source, to: sink, levels, &next) {
                total += sent
                guard total < Self.unlimited else { return nil }
            }
        }
    }

    /// The nodes that a saturated network still leads to.
    func reached(from source: Int) -> [Bool] { levels(from: source).map { $0 >= 0 } }

    private func levels(from source: Int) -> [Int] {
        var levels = [Int](repeating: -1, count: leaving.count)
        levels[source] = 0
        var queue = [source]
        var index = 0
        while index < queue.count {
            let node = queue[index]
            index += 1
            for edge in leaving[node] where edges[edge].rest > 0 && levels[edges[edge].target] < 0 {
                levels[edges[edge].target] = levels[node] + 1
                queue.append(edges[edge].target)
            }
        }
        return levels
    }

    /// Follows one way to the end without recursion: patterns may be long.
    private mutating func augment(from source: Int, to sink: Int, _ levels: [Int], _ next: inout [Int]) -> Int? {
        var path: [Int] = []
        var node = source
        while node != sink {
            guard next[node] < leaving[node].count else {
                // Nothing leads on from here.
                guard let last = path.popLast() else { return nil }
                node = edges[last ^ 1].target
                next[node] += 1
                continue
            }
            let edge = leaving[node][next[node]]
            if edges[edge].rest > 0, levels[edges[edge].target] == levels[node] + 1 {
                path.append(edge)
                node = edges[edge].target
            } else {
                next[node] += 1
            }
        }
        let sent = path.reduce(Int.max) { min($0, edges[$1].rest) }
        for edge in path {
            edges[edge].rest -= sent
            edges[edge ^ 1].rest += sent
        }
        return sent
    }
}
