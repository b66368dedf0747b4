/// How two versions of a script differ, clause by clause.
public struct ScriptDifference: Sendable, Hashable {
    /// What became of one clause.
    public enum Change: Sendable, Hashable {
        case added(ScriptClause)
        case removed(ScriptClause)
        /// Its kind, title or words are others.
        case changed(old: ScriptClause, new: ScriptClause)
        case same(ScriptClause)
    }

    /// In the order of the newer version, removed clauses behind the one that they followed.
    public var changes: [Change]

    /// - Complexity: O(n) in the number of clauses.
    public init(from old: [ScriptClause], to new: [ScriptClause]) {
        let before = Dictionary(old.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let kept = Set(new.map(\.id))
        var changes: [Change] = []
        var place = 0
        func removals(before id: String?) {
            // Those that stood before the next clause that both have.
            while place < old.count, old[place].id != id {
                if !kept.contains(old[place].id) { changes.append(.removed(old[place])) }
                else if id != nil { break }
                place += 1
            }
        }
        for clause in new {
            guard let earlier = before[clause.id] else {
                changes.append(.added(clause))
                continue
            }
            removals(before: clause.id)
            if place < old.count, old[place].id == clause.id { place += 1 }
            changes.append(earlier == clause ? .same(clause) : .changed(old: earlier, new: clause))
        }
        let told = Set(changes.compactMap { if case .removed(let clause) = $0 { clause.id } else { nil } })
        for clause in old where !kept.contains(clause.id) && !told.contains(clause.id) { changes.append(.removed(clause)) }
        self.changes = changes
    }

    public var isEmpty: Bool { changes.allSatisfy { if case .same = $0 { true } else { false } } }
}
