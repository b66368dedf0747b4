extension Rule {
    /// What the rule matches: the items of a ban, or what makes a disclosure necessary.
    package var items: [PatternItem] {
        switch check {
        case .forbid(let items): items
        case .require(let requirement): requirement.triggers
        case .limit(let limit): limit.after.map(PatternItem.pattern)
        }
    }

    /// The patterns without one of which the rule says nothing; none where it speaks even about an empty text.
    package var startingPatterns: [PatternID] { items.map(\.start) }

    /// The patterns that have to stand near those for a match.
    package var companyPatterns: [PatternID] { items.flatMap(\.company) }

    /// The patterns that decide on a match from inside its block.
    package var nearbyPatterns: [PatternID] {
        let patterns = exceptions.covering + exceptions.clause + exceptions.after + exceptions.sentence + exceptions.block
        guard case .require(let requirement) = check, !requirement.within.passesBlocks else { return patterns }
        return patterns + requirement.counts
    }

    /// The patterns that do so from anywhere in the document.
    package var widePatterns: [PatternID] {
        guard case .require(let requirement) = check else { return exceptions.document }
        // What is nearly a disclosure is shown wherever it stands.
        return exceptions.document + requirement.nearly + (requirement.within.passesBlocks ? requirement.counts : [])
    }
}

extension PatternItem {
    /// The pattern without which the item is not met.
    package var start: PatternID {
        switch self {
        case .pattern(let pattern): pattern
        case .near(let patterns, _, _, let rarest): patterns[rarest]
        }
    }

    /// The patterns that have to stand with it.
    package var company: [PatternID] {
        switch self {
        case .pattern: []
        case .near(let patterns, _, _, let rarest): patterns.indices.filter { $0 != rarest }.map { patterns[$0] }
        }
    }
}

extension Scope {
    /// Whether what stands in another block can be meant.
    fileprivate var passesBlocks: Bool {
        switch self {
        case .clause, .sentence, .block, .characters: false
        case .section, .document: true
        }
    }
}
