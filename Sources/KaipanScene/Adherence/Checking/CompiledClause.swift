import KaipanText

/// A clause as it is looked for.
struct CompiledClause {
    /// A pair of neighbouring characters.
    struct Feature {
        var first: UInt32
        var second: UInt32
        /// How much its presence says, of the clause's own words; 0 for pairs of synonyms only.
        var weight: Float
        /// The slots that it may tell of, one bit each.
        var slots: UInt64
    }

    struct Alternative {
        var units: [SpokenUnit]
        var isNegated: Bool
        var number: SpokenNumber?
        /// How many negations the words themselves have; what sounds so may be written so by recognition: 部门 as 不门.
        var negations: Int { units.count { $0.marks.contains(.negates) || Negation.soundsNegative($0) } }
        /// Of a number without its unit of measure, where it takes two characters or more.
        var figures: [SpokenUnit] {
            let figures = Array(units.prefix { $0.marks.contains(.isNumeral) })
            return number != nil && figures.count > 1 && figures.count < units.count ? figures : []
        }
        /// The words with what stands beside them in the clause, where they are short and stand there.
        var context: [SpokenUnit] = []
        /// How near the clause itself comes to saying the words the other way round; infinite where it does not.
        var oppositeCost = Float.infinity
    }

    struct Slot {
        var alternatives: [Alternative]
        var isMandatory: Bool
        var measure: AdherenceSlot.Measure
        /// Those of the clause's own pairs that the slot's words cover.
        var features: [Int]
    }

    var clause: AdherenceClause
    var features: [Feature] = []
    /// Of all features together.
    var weight: Float = 0
    var slots: [Slot] = []
    var mustNot: [Alternative] = []
    /// The clause itself leaves something open.
    var hedges: Bool
    /// How many characters are said.
    var length: Int
    /// The author named no slots.
    var isPlain: Bool { clause.directives.points.isEmpty }
    private var places: [UInt64: Int] = [:]
    /// The features of each pair of sounds.
    private(set) var bySound: [UInt32: [Int]] = [:]

    /// - Parameter rarity: of a pair in the script's clauses.
    init(_ clause: AdherenceClause, rarity: (UInt64) -> Float) {
        self.clause = clause
        let spoken = SpokenText(clause.words)
        length = spoken.units.count
        hedges = spoken.units.contains { $0.marks.contains(.hedges) }
        for pair in Self.pairs(spoken.units) { add(pair, weight: rarity(Self.key(pair.0, pair.1)), slot: nil) }
        weight = features.reduce(0) { $0 + $1.weight }
        for slot in clause.slots.prefix(64) { add(slot, spoken) }
        mustNot = clause.directives.mustNot.map { text in
            let (core, isNegated) = Negation.stripped(text)
            return Alternative(units: SpokenText(core).units, isNegated: isNegated)
        }
    }

    private mutating func add(_ slot: AdherenceSlot, _ spoken: SpokenText) {
        let bit = slots.count
        var compiled = Slot(alternatives: [], isMandatory: slot.isMandatory, measure: slot.measure, features: [])
        for alternative in slot.alternatives {
            let text = SpokenText(alternative.core)
            var found = Alternative(units: text.units, isNegated: alternative.isNegated, number: alternative.number)
            if slot.measure == .words { place(&found, in: spoken.units) }
            compiled.alternatives.append(found)
            let whole = slot.measure == .words && alternative.isNegated ? SpokenText(alternative.text).units : text.units
            for pair in Self.pairs(whole) {
                let place = add(pair, weight: 0, slot: bit)
                if features[place].weight > 0, !compiled.features.contains(place) { compiled.features.append(place) }
            }
        }
        slots.append(compiled)
    }

    private func place(_ alternative: inout Alternative, in units: [SpokenUnit]) {
        let count = alternative.units.count
        for found in WordFinder.occurrences(of: alternative.units, in: units, limit: WordFinder.doubtLimit(count)) {
            let polarity = Negation.polarity(of: found.range, in: units[...], expected: alternative.isNegated, own: alternative.negations)
            if polarity.isNegated != alternative.isNegated { alternative.oppositeCost = min(alternative.oppositeCost, found.cost) }
            guard polarity.isNegated == alternative.isNegated, count <= 3, found.cost == 0, alternative.context.isEmpty else { continue }
            var lower = found.range.lowerBound, upper = found.range.upperBound
            while lower > 0, found.range.lowerBound - lower < 2, !units[lower].marks.contains(.afterPause) { lower -= 1 }
            while upper < units.count, upper - found.range.upperBound < 2, !units[upper].marks.contains(.afterPause) { upper += 1 }
            if upper - lower >= count + 2 { alternative.context = Array(units[lower..<upper]) }
        }
    }

    @discardableResult
    private mutating func add(_ pair: (SpokenUnit, SpokenUnit), weight: Float, slot: Int?) -> Int {
        let key = Self.key(pair.0, pair.1)
        let place = places[key] ?? features.count
        if place == features.count {
            places[key] = place
            features.append(Feature(first: pair.0.scalar, second: pair.1.scalar, weight: weight, slots: 0))
            SpokenUnit.pairs(pair.0, pair.1) { key in
                if bySound[key]?.contains(place) != true { bySound[key, default: []].append(place) }
            }
        }
        if let slot { features[place].slots |= 1 << UInt64(slot) }
        return place
    }

    static func key(_ a: SpokenUnit, _ b: SpokenUnit) -> UInt64 { UInt64(a.scalar) << 32 | UInt64(b.scalar) }

    static func pairs(_ units: [SpokenUnit]) -> [(SpokenUnit, SpokenUnit)] {
        zip(units, units.dropFirst()).filter { !$1.marks.contains(.afterPause) }.map { ($0, $1) }
    }
}

extension CompiledClause {
    /// The features that a pair of units sounds like.
    func matches(_ a: SpokenUnit, _ b: SpokenUnit) -> [Int] {
        var found: [Int] = []
        SpokenUnit.pairs(a, b) { key in
            for place in bySound[key] ?? [] where !found.contains(place) { found.append(place) }
        }
        return found
    }
}
