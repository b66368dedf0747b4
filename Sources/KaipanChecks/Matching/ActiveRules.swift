import KaipanRules
import KaipanText

/// The rules that apply to one kind of document under one set of circumstances, with what calls for each of them.
///
/// Most texts hit a few patterns of a few rules; the others are never looked at.
struct ActiveRules: Sendable {
    /// In the order of the packs.
    let rules: [ActiveRule]
    /// Rules that speak even where nothing was hit.
    private let always: [Int]
    /// The rules that a pattern calls for.
    private let callers: [PatternID: [Int]]

    init(_ rules: [ActiveRule]) {
        self.rules = rules
        var always: [Int] = []
        var callers: [PatternID: [Int]] = [:]
        for (index, active) in rules.enumerated() {
            guard let patterns = Self.calls(for: active.rule.check) else {
                always.append(index)
                continue
            }
            for pattern in Set(patterns) { callers[pattern, default: []].append(index) }
        }
        self.always = always
        self.callers = callers
    }

    init(from set: RuleSet, kind: DocumentKind, settings: CheckSettings) {
        self.init(ActiveRule.select(from: set, kind: kind, settings: settings))
    }

    /// The places in `rules` of those that can say something about a text, in ascending order.
    func called(by hits: HitTable) -> [Int] {
        guard !hits.isEmpty else { return always }
        var found = Set(always)
        hits.forEachPattern { pattern in
            if let rules = callers[pattern] { found.formUnion(rules) }
        }
        return found.sorted()
    }

    /// The patterns without one of which a check says nothing, or nil where it always does.
    private static func calls(for check: Check) -> [PatternID]? {
        switch check {
        case .forbid(let items): return items.flatMap(calls)
        case .limit(let limit): return limit.after
        case .require(let requirement):
            guard !requirement.triggers.isEmpty else { return nil }
            // What was disclosed counts in a set of documents even where this one did not need it.
            return requirement.triggers.flatMap(calls) + requirement.counts + requirement.general
        }
    }

    private static func calls(for item: PatternItem) -> [PatternID] {
        switch item {
        case .pattern(let pattern): [pattern]
        case .near(let patterns, _, _): Array(patterns.prefix(1))
        }
    }
}
