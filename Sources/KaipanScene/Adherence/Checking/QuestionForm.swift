/// One way to ask what an approved answer is for.
struct QuestionForm {
    let clause: Int
    let weight: Float
    private let pairs: [(first: SpokenUnit, second: SpokenUnit, weight: Float)]

    /// Containment from which a question is taken for it.
    static let threshold: Float = 0.55

    init(clause: Int, units: [SpokenUnit], rarity: PairRarity) {
        self.clause = clause
        pairs = CompiledClause.pairs(units).map { ($0.0, $0.1, rarity.weight(CompiledClause.key($0.0, $0.1))) }
        weight = pairs.reduce(0) { $0 + $1.weight }
    }

    /// How much of it stands in what is said, 0…1.
    func containment(in units: [SpokenUnit]) -> Float {
        guard units.count > 1 else { return 0 }
        var sum: Float = 0
        for pair in pairs {
            var best: Float = 0
            for place in 0..<units.count - 1 where best < 1 {
                guard units[place].soundsLike(pair.first), units[place + 1].soundsLike(pair.second) else { continue }
                best = max(best, units[place].scalar == pair.first.scalar && units[place + 1].scalar == pair.second.scalar ? 1 : 0.9)
            }
            sum += pair.weight * best
        }
        return sum / weight
    }
}
