import KaipanText

/// Scores the cores of candidates against one core of a query, without allocating; kept from search to search.
///
/// The likeness of a character to those of the query is worked out once a search: candidates share most of their characters.
final class CoreScorer {
    private var query: [UInt16] = []
    private var sorted: [UInt16] = []
    private let places: UnsafeMutablePointer<Int>
    private let row: UnsafeMutablePointer<Float>
    /// For each 16-bit character the number of its weights, plus one; 0 where they are not known yet.
    private let slots: UnsafeMutablePointer<UInt16>
    /// The characters that have weights, for forgetting them.
    private var known: [UInt16] = []
    /// For each known character its greatest weight and those against the query's characters.
    private var weights: UnsafeMutablePointer<Float>
    private var capacity = 1 << 16

    init() {
        slots = .allocate(capacity: 1 << 16)
        slots.initialize(repeating: 0, count: 1 << 16)
        places = .allocate(capacity: IndexLayout.coreLength)
        row = .allocate(capacity: IndexLayout.coreLength + 1)
        weights = .allocate(capacity: capacity)
    }

    deinit {
        slots.deallocate()
        places.deallocate()
        row.deallocate()
        weights.deallocate()
    }

    /// Begins with another core.
    /// - Parameter query: one to twelve characters.
    func begin(_ query: [UInt16]) {
        for character in known { slots[Int(character)] = 0 }
        known.removeAll(keepingCapacity: true)
        self.query = query
        sorted = query.sorted()
    }

    /// How much of the query and a candidate agrees, 0…1: in order, held in each other, or with its characters turned round.
    ///
    /// - Parameter least: what is of interest; a candidate that cannot reach it gets 0.
    func score(_ candidate: CoreRecord, least: Float) -> Float {
        let n = query.count, m = Int(candidate.length)
        guard n > 0, m > 0, m <= IndexLayout.coreLength else { return 0 }
        var sum: Float = 0
        for index in 0..<m {
            let place = place(of: candidate.character(index), n)
            sum += weights[place]
            places[index] = place + 1
        }
        let short = Float(min(n, m)), long = Float(max(n, m))
        // Neither way of agreeing gives more than the characters' best counterparts do.
        let share = min(sum, short) / short
        guard max(2 * share * short / (short + long), share * Self.holding(short / long), m == n && sum >= short ? Self.reordered : 0) >= least
        else { return 0 }
        var best = 2 * inOrder(n, m) / Float(n + m)
        if m != n { best = max(best, held(n, m)) }
        if m == n, best < Self.reordered, sum >= short, isReordered(candidate, n) { best = Self.reordered }
        return best
    }

    /// What one name held in the other counts, by the share of its length.
    private static func holding(_ share: Float) -> Float { 0.72 + 0.25 * share }

    /// What the same characters in another order count.
    private static let reordered: Float = 0.85

    /// The greatest sum of weights of characters that stand in the same order.
    private func inOrder(_ n: Int, _ m: Int) -> Float {
        for index in 0...n { row[index] = 0 }
        for i in 0..<m {
            let start = weights + places[i]
            var diagonal: Float = 0, left: Float = 0
            for j in 0..<n {
                let above = row[j + 1]
                left = max(above, max(left, diagonal + start[j]))
                row[j + 1] = left
                diagonal = above
            }
        }
        return row[n]
    }

    /// One held in the other, each character at least near in sound.
    private func held(_ n: Int, _ m: Int) -> Float {
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
        return best * Self.holding(Float(short) / Float(long))
    }

    private func isReordered(_ candidate: CoreRecord, _ n: Int) -> Bool {
        var used: UInt16 = 0
        for index in 0..<n {
            let character = candidate.character(index)
            guard let place = sorted.indices.first(where: { used >> UInt16($0) & 1 == 0 && sorted[$0] == character }) else { return false }
            used |= 1 << UInt16(place)
        }
        return true
    }

    /// Where the greatest weight of a character stands, with those against the query's characters behind it.
    @inline(__always)
    private func place(of character: UInt16, _ n: Int) -> Int {
        let slot = Int(slots[Int(character)])
        return slot > 0 ? (slot - 1) * (n + 1) : weigh(character, n)
    }

    private func weigh(_ character: UInt16, _ n: Int) -> Int {
        let number = min(known.count, 65_534)
        let start = number * (n + 1)
        if start + n + 1 > capacity {
            let larger = UnsafeMutablePointer<Float>.allocate(capacity: capacity * 2)
            larger.update(from: weights, count: capacity)
            weights.deallocate()
            weights = larger
            capacity *= 2
        }
        var greatest: Float = 0
        for (index, other) in query.enumerated() {
            let weight = Float(CharacterLikeness.between(UInt32(other), UInt32(character)).weight)
            weights[start + 1 + index] = weight
            greatest = max(greatest, weight)
        }
        weights[start] = greatest
        if known.count < 65_534 {
            known.append(character)
            slots[Int(character)] = UInt16(number + 1)
        }
        return start
    }
}
