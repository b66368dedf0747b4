import Foundation

/// Finds the pairs of all clauses in speech at once, by their sounds.
struct PairIndex {
    /// A pair of a clause that stands in speech.
    struct Hit {
        var position: Int32
        var feature: Int32
        /// By its characters, not only by its sound.
        var isExact: Bool
    }

    private struct Entry {
        var clause: Int32
        var feature: Int32
        var first: UInt32
        var second: UInt32
    }

    private var ranges: [UInt32: Range<Int32>] = [:]
    private var entries: [Entry] = []
    private let clauseCount: Int

    init(_ clauses: [CompiledClause]) {
        clauseCount = clauses.count
        var lists: [UInt32: [Entry]] = [:], order: [UInt32] = []
        for (number, clause) in clauses.enumerated() {
            for (place, feature) in clause.features.enumerated() {
                let entry = Entry(clause: Int32(number), feature: Int32(place), first: feature.first, second: feature.second)
                SpokenUnit.pairs(SpokenUnit(scalar: feature.first, characters: 0..<0), SpokenUnit(scalar: feature.second, characters: 0..<0)) { key in
                    if lists[key] == nil { order.append(key) }
                    lists[key, default: []].append(entry)
                }
            }
        }
        for key in order {
            let list = lists[key] ?? []
            ranges[key] = Int32(entries.count)..<Int32(entries.count + list.count)
            entries += list
        }
    }

    /// The hits of each clause, in the order of speech.
    ///
    /// - Complexity: O(n) for n units, and the number of hits.
    func hits(in units: [SpokenUnit]) -> [[Hit]] {
        var hits = [[Hit]](repeating: [], count: clauseCount)
        guard units.count > 1 else { return hits }
        for position in 0..<units.count - 1 {
            let first = units[position], second = units[position + 1]
            SpokenUnit.pairs(first, second) { key in
                guard let range = ranges[key] else { return }
                for entry in entries[Int(range.lowerBound)..<Int(range.upperBound)] {
                    let isExact = entry.first == first.scalar && entry.second == second.scalar
                    hits[Int(entry.clause)].append(Hit(position: Int32(position), feature: entry.feature, isExact: isExact))
                }
            }
        }
        return hits
    }
}
