/// Says which of a clause's slots stand in a few segments of speech.
struct ClauseEvaluator {
    /// What is there.
    struct Evaluation {
        /// How much of the clause's own words is there, 0…1.
        var containment: Float
        var states: [SlotResult.State]
        /// Where each slot stands, in the excerpt's units.
        var places: [[Range<Int>]]
        /// Where the clause's own pairs stand.
        var pairs: [Range<Int>]
        var mustNot: [(phrase: String, range: Range<Int>)] = []
        /// How many of the clause's slots are there, and of its rarer pairs beside them; one by its sound alone is a half.
        var trace: Float = 0
        /// What it is worth beside other windows.
        var value: Float = 0
    }

    let clause: CompiledClause

    func evaluate(_ excerpt: SpeechExcerpt) -> Evaluation {
        let units = excerpt.units
        var quality = [Float](repeating: 0, count: clause.features.count)
        var pairs: [Range<Int>] = []
        for place in 0..<max(0, units.count - 1) {
            for index in clause.matches(units[place], units[place + 1]) {
                let feature = clause.features[index]
                guard feature.weight > 0 else { continue }
                let isExact = feature.first == units[place].scalar && feature.second == units[place + 1].scalar
                quality[index] = max(quality[index], isExact ? 1 : 0.9)
                if feature.weight > 0.4 { pairs.append(place..<place + 2) }
            }
        }
        let heard = quality
        var states: [SlotResult.State] = [], places: [[Range<Int>]] = []
        for slot in clause.slots {
            let (state, found) = self.state(of: slot, in: excerpt, heard, pairs)
            states.append(state)
            places.append(found)
            // What is said in other words is said.
            guard slot.measure == .words, state != .missing, state != .unclear else { continue }
            for feature in slot.features { quality[feature] = max(quality[feature], 0.9) }
        }
        var sum: Float = 0
        for (feature, quality) in zip(clause.features, quality) { sum += feature.weight * quality }
        var evaluation = Evaluation(
            containment: clause.weight > 0 ? min(1, sum / clause.weight) : 0, states: states, places: places, pairs: pairs)
        evaluation.trace = trace(states, heard)
        let mandatory = clause.slots.indices.filter { clause.slots[$0].isMandatory }
        let worth = mandatory.reduce(Float(0)) { sum, index in
            switch states[index] {
            case .present: sum + 1
            case .hedged: sum + 0.9
            case .contradicted: sum + 0.6
            case .unclear: sum + 0.4
            case .missing: sum
            }
        }
        let share = mandatory.isEmpty ? evaluation.containment : worth / Float(mandatory.count)
        evaluation.value = 0.6 * share + 0.4 * evaluation.containment
        return evaluation
    }

    private func trace(_ states: [SlotResult.State], _ heard: [Float]) -> Float {
        var trace: Float = 0, counted: Set<Int> = []
        for (slot, state) in zip(clause.slots, states) where slot.measure == .words && slot.isMandatory && state != .missing && state != .unclear {
            trace += 1
            counted.formUnion(slot.features)
        }
        for (place, feature) in clause.features.enumerated() where feature.weight >= 0.6 && heard[place] > 0 && !counted.contains(place) {
            trace += heard[place] >= 1 ? 1 : 0.5
        }
        return trace
    }

    /// The phrases that must not stand beside the clause, where they do.
    func mustNot(in excerpt: SpeechExcerpt) -> [(phrase: String, range: Range<Int>)] {
        zip(clause.clause.directives.mustNot, clause.mustNot).compactMap { text, phrase in
            let found = WordFinder.occurrences(of: phrase.units, in: excerpt.units, limit: min(WordFinder.limit(phrase.units.count), 0.26 * Float(phrase.units.count)))
                .first { Negation.polarity(of: $0.range, in: excerpt.units[...], expected: true, own: phrase.negations).isNegated == phrase.isNegated }
            return found.map { (text, $0.range) }
        }
    }

    private func state(
        of slot: CompiledClause.Slot, in excerpt: SpeechExcerpt, _ heard: [Float], _ pairs: [Range<Int>]
    ) -> (SlotResult.State, [Range<Int>]) {
        switch slot.measure {
        case .sentence: return (sentence(slot, heard), [])
        case .words: break
        }
        var hedged: Range<Int>?, opposite: Range<Int>?, unclear: Range<Int>?
        for alternative in slot.alternatives {
            if let number = alternative.number {
                switch find(number, alternative, slot, in: excerpt, pairs) {
                case (.present, let range)?: return (.present, [range])
                case (.hedged, let range)?: hedged = hedged ?? range
                case (.contradicted, let range)?: opposite = opposite ?? range
                case (_, let range)?: unclear = unclear ?? range
                case nil: break
                }
                continue
            }
            let count = alternative.units.count
            let limit = WordFinder.limit(count)
            for found in WordFinder.occurrences(of: alternative.units, in: excerpt.units, limit: WordFinder.doubtLimit(count)) {
                guard found.cost <= limit else {
                    unclear = unclear ?? found.range
                    continue
                }
                let polarity = Negation.polarity(of: found.range, in: excerpt.units[...], expected: alternative.isNegated, own: alternative.negations)
                let agrees = alternative.isNegated ? polarity.isNegated || polarity.maybeNegated : !polarity.isNegated
                if agrees {
                    guard polarity.isHedged, !clause.hedges else { return (.present, [polarity.range]) }
                    hedged = hedged ?? found.range
                } else if alternative.isNegated, found.range.lowerBound > 0, excerpt.units[found.range.lowerBound - 1].scalar == 0x4E88 {
                    // 予退还 is 不予退还 with a character lost.
                    unclear = unclear ?? found.range
                } else if found.cost > max(0.25, 0.13 * Float(count) + 0.4) {
                    // To say that the opposite was said, the words must be those.
                    unclear = unclear ?? found.range
                } else if count > 1 || Self.allows(before: found.range, in: excerpt.units), found.cost < alternative.oppositeCost - 0.3 {
                    if polarity.isHedged, alternative.isNegated { hedged = hedged ?? found.range } else { opposite = opposite ?? found.range }
                }
            }
        }
        // One character of a short word was lost, what stands beside it was not.
        if unclear == nil, hedged == nil, opposite == nil {
            for alternative in slot.alternatives where !alternative.context.isEmpty && alternative.number == nil {
                let found = WordFinder.occurrences(of: alternative.context, in: excerpt.units, limit: alternative.context.count >= 5 ? 1.3 : 1.15)
                unclear = unclear ?? found.first?.range
            }
        }
        if let hedged { return (.hedged, [hedged]) }
        if let opposite { return (.contradicted, [opposite]) }
        if let unclear { return (.unclear, [unclear]) }
        return (.missing, [])
    }

    /// Whether a word that gives leave stands before a single character, which by itself says too little.
    private static func allows(before range: Range<Int>, in units: [SpokenUnit]) -> Bool {
        range.lowerBound > 0 && leave.contains(units[range.lowerBound - 1].scalar)
    }

    private static let leave = Set("以能会给都包肯全可".unicodeScalars.map(\.value))

    private func sentence(_ slot: CompiledClause.Slot, _ heard: [Float]) -> SlotResult.State {
        var weight: Float = 0, sum: Float = 0
        for feature in slot.features {
            weight += clause.features[feature].weight
            sum += clause.features[feature].weight * heard[feature]
        }
        guard weight > 0 else { return .present }
        let share = sum / weight
        return share >= 0.5 ? .present : share >= 0.33 ? .unclear : .missing
    }

    private func find(
        _ number: SpokenNumber, _ alternative: CompiledClause.Alternative, _ slot: CompiledClause.Slot, in excerpt: SpeechExcerpt, _ pairs: [Range<Int>]
    ) -> (SlotResult.State, Range<Int>)? {
        for found in excerpt.numbers where found.equals(number) {
            if found.isApproximate, !number.isApproximate { return (.hedged, found.units) }
            let polarity = Negation.polarity(of: found.units, in: excerpt.units[...], expected: false)
            return (polarity.isHedged && !clause.hedges ? .hedged : .present, found.units)
        }
        // 十五日 as recognition wrote it with other characters of the same sound.
        let sounding = WordFinder.occurrences(of: alternative.units, in: excerpt.units, limit: 0.13 * Float(alternative.units.count))
        if let found = sounding.first { return (.present, found.range) }
        let figures = alternative.figures
        for found in WordFinder.occurrences(of: figures, in: excerpt.units, limit: 0.13 * Float(figures.count)) {
            let units = excerpt.units, before = found.range.lowerBound - 1, behind = found.range.upperBound
            // 三十 of 二百三十 is no 三十.
            if before >= 0, units[before].marks.contains(.isNumeral) || behind < units.count && units[behind].marks.contains(.isNumeral) { continue }
            return (.present, found.range)
        }
        let others = clause.slots.flatMap { $0.alternatives.compactMap(\.number) }
        for found in excerpt.numbers where found.isComparable(number) && !others.contains(where: { $0.equals(found) }) {
            // A number that stands by itself belongs to something else.
            let beside = pairs.count { $0.lowerBound < found.units.upperBound + 10 && $0.upperBound > found.units.lowerBound - 10 && !$0.overlaps(found.units) }
            guard beside >= 2 else { continue }
            // 晚一天, 每一天: a rate, no term.
            if found.value == 1, found.units.lowerBound > 0, Self.each.contains(excerpt.units[found.units.lowerBound - 1].scalar) { continue }
            // 四 for 十 may be the recogniser's.
            let heard = Array(excerpt.units[found.units]), wanted = alternative.units
            let mayBe = heard.count == wanted.count && zip(heard, wanted).allSatisfy { $0.scalar == $1.scalar || $0.soundsLike($1) }
            if mayBe || Self.isRest(heard.map(\.scalar), of: wanted.map(\.scalar)) || Self.isRest("\(found.value)".unicodeScalars.map(\.value), of: "\(number.value)".unicodeScalars.map(\.value)) { return (.unclear, found.units) }
            return (.contradicted, found.units)
        }
        let near = WordFinder.occurrences(of: alternative.units, in: excerpt.units, limit: WordFinder.doubtLimit(alternative.units.count))
        return near.first.map { (.unclear, $0.range) }
    }

    /// Whether a number is another one but for figures that are lost, as 十日 is of 三十日.
    private static func isRest(_ heard: [UInt32], of wanted: [UInt32]) -> Bool {
        guard heard.count < wanted.count else { return false }
        var place = 0
        for scalar in wanted where place < heard.count && heard[place] == scalar { place += 1 }
        return place == heard.count
    }

    private static let each = Set("晚拖每差哪有这那迟过隔".unicodeScalars.map(\.value))
}
