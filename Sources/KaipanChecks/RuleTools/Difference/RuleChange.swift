import KaipanRules
import KaipanText

/// What is different about one rule in two sets of rules.
public struct RuleChange: Sendable {
    public enum Kind: String, Sendable { case added, removed, changed }

    public var id: String
    public var title: LocalizedText
    public var kind: Kind
    /// What changed, by the key in the rule; empty where the rule is added or removed.
    public var aspects: [Aspect] = []

    /// One thing that changed.
    public struct Aspect: Sendable {
        /// The key in the rule: `severity`, `forbid`, `except.clause` …
        public var key: String
        /// What only the old rule says, and what only the new one says. A text in both stands for a word list that changed.
        public var removed: [String]
        public var added: [String]
    }

    /// Compares two sets that were loaded with their examples: rules in the order of the new set, then those that are gone.
    public static func compare(_ old: RuleSet, _ new: RuleSet) -> [RuleChange] {
        let before = Dictionary(uniqueKeysWithValues: old.rules.indices.map { (old.rules[$0].id, $0) })
        var changes: [RuleChange] = []
        for index in new.rules.indices {
            let rule = new.rules[index]
            guard let other = before[rule.id] else {
                changes.append(RuleChange(id: rule.id, title: rule.title, kind: .added))
                continue
            }
            let aspects = Self.aspects(Facets(old, other), Facets(new, index))
            if !aspects.isEmpty { changes.append(RuleChange(id: rule.id, title: rule.title, kind: .changed, aspects: aspects)) }
        }
        let after = Set(new.rules.map(\.id))
        return changes + old.rules.filter { !after.contains($0.id) }.map { RuleChange(id: $0.id, title: $0.title, kind: .removed) }
    }

    private static func aspects(_ old: Facets, _ new: Facets) -> [Aspect] {
        var keys = old.keys
        keys += new.keys.filter { !keys.contains($0) }
        return keys.compactMap { key in
            let (a, b) = (old.values[key] ?? [], new.values[key] ?? [])
            let (known, present) = (Set(a.map(\.identity)), Set(b.map(\.identity)))
            guard known != present else { return nil }
            return Aspect(
                key: key, removed: a.filter { !present.contains($0.identity) }.map(\.shown),
                added: b.filter { !known.contains($0.identity) }.map(\.shown))
        }
    }

    /// A rule as texts by key: what it means, and what its author wrote.
    private struct Facets {
        var keys: [String] = []
        var values: [String: [(identity: String, shown: String)]] = [:]

        init(_ rules: RuleSet, _ index: Int) {
            let rule = rules.rules[index]
            add("title", rule.title.zh + " / " + rule.title.en)
            add("control", rule.control.rawValue)
            add("severity", rule.severity.rawValue)
            for (kind, severity) in rule.severityByKind.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                add("severityIn", "\(kind.rawValue): \(severity.rawValue)")
            }
            for basis in rule.basis {
                let dates = [basis.from, basis.to].map { $0.map { "\($0)" } ?? "" }.joined(separator: "…")
                add("basis", "\(basis.law) \(basis.article ?? "") (\(dates)\(basis.verified ? "" : ", unverified"))")
            }
            if let from = rule.from { add("from", "\(from)") }
            if let to = rule.to { add("to", "\(to)") }
            for kind in rule.documents.map(\.rawValue).sorted() { add("documents", kind) }
            add("speaker", rule.speaker.rawValue)
            for role in (rule.roles ?? []).map(\.rawValue).sorted() { add("roles", role) }
            add("check", rule.check.name)
            switch rule.check {
            case .forbid(let items): addItems(items, .forbid, rules, index)
            case .require(let requirement):
                add("require.within", Self.name(requirement.within))
                addItems(requirement.triggers, .trigger, rules, index)
            case .name(let name): add("name", name.words)
            case .promise(let promise):
                add("promise", promise.words)
                addItems(promise.items, .extract, rules, index)
            case .limit(let limit):
                let side = limit.isUpperBound ? "above" : "below"
                let share = limit.base.map { "% of another number within \(Self.name($0.within)), in" } ?? ""
                add("limit", "\(side) \(limit.bound)\(share) \(limit.unit.rawValue), within \(Self.name(limit.within))")
            }
            for occurrence in rules.sources?.rules[index].patterns ?? [] where ![.forbid, .trigger, .extract].contains(occurrence.key) {
                add(occurrence.key.name, rules.sources?.expressions[occurrence.pattern] ?? occurrence.written, shown: occurrence.written)
            }
            for other in rule.yieldsTo { add("yieldsTo", other) }
            add("except.names", "\(rule.exceptions.names)")
            add("message", rule.message.zh + " / " + rule.message.en)
            add("suggest", rule.suggestion.zh + " / " + rule.suggestion.en)
            for change in rules.overrides where change.rule == rule.id {
                add("override", "\(change.city ?? ""): \(change.severity?.rawValue ?? "off")")
            }
        }

        private mutating func add(_ key: String, _ identity: String, shown: String? = nil) {
            if values[key] == nil { keys.append(key) }
            values[key, default: []].append((identity, shown ?? identity))
        }

        private mutating func addItems(_ items: [PatternItem], _ key: RuleSource.Key, _ rules: RuleSet, _ index: Int) {
            let written = Dictionary(grouping: rules.sources?.rules[index].patterns.filter { $0.key == key } ?? [], by: \.item)
            for (number, item) in items.enumerated() {
                let occurrences = written[number] ?? []
                let expressions = occurrences.map { rules.sources?.expressions[$0.pattern] ?? $0.written }
                switch item {
                case .pattern: add(key.name, expressions.joined(), shown: occurrences.map(\.written).joined())
                case .near(_, let within, let isOrdered, _):
                    let tail = " (\(Self.name(within))\(isOrdered ? ", in order" : ""))"
                    add(key.name, expressions.joined(separator: "\n") + tail, shown: occurrences.map(\.written).joined(separator: " … ") + tail)
                }
            }
        }

        private static func name(_ scope: Scope) -> String {
            switch scope {
            case .clause: "clause"
            case .sentence: "sentence"
            case .block: "block"
            case .section: "section"
            case .document: "document"
            case .characters(let count): "\(count)"
            }
        }
    }
}
