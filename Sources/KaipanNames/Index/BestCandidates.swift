/// The best candidates met so far, at most a fixed number of them.
struct BestCandidates {
    private var heap: [NameCandidate] = []
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
        heap.reserveCapacity(limit)
    }

    /// The score that a candidate must have, at least, to be taken in.
    var least: Float { heap.count < limit ? 0 : heap[0].score }

    /// The best first; of equals the one with the lower number, so that the order never depends on the way.
    var sorted: [NameCandidate] { heap.sorted { Self.isWorse($1, $0) } }

    private static func isWorse(_ a: NameCandidate, _ b: NameCandidate) -> Bool {
        if a.score != b.score { return a.score < b.score }
        if a.isInDelta != b.isInDelta { return a.isInDelta }
        return a.core > b.core
    }

    /// Takes a candidate in where it is better than the worst.
    /// - Complexity: O(log n).
    mutating func insert(_ candidate: NameCandidate) {
        if heap.count < limit {
            heap.append(candidate)
            var child = heap.count - 1
            while child > 0, Self.isWorse(heap[child], heap[(child - 1) / 2]) {
                heap.swapAt(child, (child - 1) / 2)
                child = (child - 1) / 2
            }
            return
        }
        guard Self.isWorse(heap[0], candidate) else { return }
        heap[0] = candidate
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < heap.count else { return }
            if child + 1 < heap.count, Self.isWorse(heap[child + 1], heap[child]) { child += 1 }
            guard Self.isWorse(heap[child], heap[parent]) else { return }
            heap.swapAt(child, parent)
            parent = child
        }
    }
}
