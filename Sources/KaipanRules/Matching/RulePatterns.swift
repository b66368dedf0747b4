extension Rule {
    /// What the rule matches: the items of a ban, or what makes a disclosure necessary.
    package var items: [PatternItem] {
        switch check {
        case .forbid(let items): items
        case .require(let requirement): requirement.triggers
        case .limit(let limit): limit.after.map(PatternItem.pattern)
        case .name: []
        case .promise(let promise): promise.items
        }
    }

    /// The patterns without one of which the rule says nothing; none where it speaks even about an empty text.
    package var startingPatterns: [PatternID] { items.map(\.start) }

    /// The patterns that have to stand near those for a match.
    package var companyPatterns: [PatternID] { items.flatMap(\.company) }

    /// The patterns that decide on a match from inside its block.
    package var nearbyPatterns: [PatternID] {
        exceptions.covering + exceptions.clause + exceptions.after + exceptions.sentence + exceptions.block
    }

    /// The patterns that do so from anywhere in the document.
    ///
    /// A disclosure that has to stand near may stand in another cell of the row or under the picture, and one that stands
    /// elsewhere is shown. The number that another is measured against may stand anywhere, too.
    package var widePatterns: [PatternID] {
        let excusing = exceptions.document + exceptions.lacking
        switch check {
        case .require(let requirement): return excusing + requirement.counts + requirement.general + requirement.nearly
        case .limit(let limit): return excusing + (limit.base.map { $0.after + $0.except } ?? [])
        case .forbid, .name, .promise: return excusing
        }
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
