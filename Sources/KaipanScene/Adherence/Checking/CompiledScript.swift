/// A script's clauses as they are looked for, made once for many conversations.
struct CompiledScript {
    let clauses: [CompiledClause]
    let index: PairIndex

    /// - Complexity: O(n) in the characters of the clauses.
    init(_ clauses: [AdherenceClause]) {
        let rarity = PairRarity(clauses.filter { $0.kind != .forbidden }.map { SpokenText($0.words).units })
        self.clauses = clauses.map { CompiledClause($0, rarity: rarity.weight) }
        index = PairIndex(self.clauses)
    }
}
