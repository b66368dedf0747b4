import KaipanText

/// Scores the cores of candidates against one core of a query, without allocating.
///
/// The likeness of a character to those of the query is worked out once a search and kept: candidates share most of their
/// characters.
struct CoreScorer {
    private let query: [UInt16]
    private let sorted: [UInt16]
    /// For each 16-bit character its row in `weights`, plus one; 0 where it is not known yet.
    private var slots: [UInt16]
    private var weights: [Float] = []
    private var row = [Float](repeating: 0, count: IndexLayout.coreLength + 1)
    private var places = [Int](repeating: 0, count: IndexLayout.coreLength)

    /// - Parameter query: one to twelve characters.
    init(_ query: [UInt16]) {
        self.query = query
        sorted = query.sorted()
        slots = [UInt16](repeating: 0, count: 65_536)
        weights.reserveCapacity(4096 * query.count)
    }

    /// How much of the query and a candidate agrees, 0…1: in order, held in each other, or with its characters turned round.
    mutating func score(_ candidate: CoreRecord) -> Float {
        let n = query.count, m = Int(candidate.length)
        guard n > 0, m > 0 else { return 0 }
        for index in 0..<m { places[index] = place(of: candidate.character(index)) }
        // The share in order.
        for index in 0...n { row[index] = 0 }
        for i in 0..<m {
            var diagonal: Float = 0
            for j in 0..<n {
                let above = row[j + 1]
                let matched = diagonal + weights[places[i] + j]
                row[j + 1] = max(above, row[j], matched)
                diagonal = above
            }
        }
        var best = 2 * row[n] / Float(n + m)
        if m != n { best = max(best, held(m)) }
        if m == n, best < 0.85, isReordered(candidate) { best = 0.85 }
        return best
    }

    /// One held in the other, each character at least near in sound.
    private func held(_ m: Int) -> Float {
        let n = query.count
        let short = min(n, m), long = max(n, m)
        guard short >= 2 || long == 2 else { return 0 }
        var best: Float = 0
        for start in 0...(long - short) {
            var sum: Float = 0
            for index in 0..<short {
                let weight = n <= m ? weights[places[start + index] + index] : weights[places[index] + start + index]
                if weight < 0.75 {
                    sum = 0
                    break
                }
                sum += weight
            }
            best = max(best, sum / Float(short))
        }
        return best * (0.72 + 0.25 * Float(short) / Float(long))
    }

    private func isReordered(_ candidate: CoreRecord) -> Bool {
        var others: [UInt16] = []
        for index in 0..<Int(candidate.length) { others.append(candidate.character(index)) }
        others.sort()
        return others == sorted
    }

    /// Where the weights of a character against those of the query begin.
    private mutating func place(of character: UInt16) -> Int {
        let slot = Int(slots[Int(character)])
        if slot > 0 { return (slot - 1) * query.count }
        let start = weights.count
        for other in query { weights.append(Float(CharacterLikeness.between(UInt32(other), UInt32(character)).weight)) }
        // A search meets a few thousand characters; the table starts anew before its numbers run out.
        if start / query.count < 65_534 { slots[Int(character)] = UInt16(start / query.count + 1) }
        return start
    }
}
