import KaipanText

/// What the slots and the containment of a window make of a clause.
struct ClauseVerdict {
    /// The clause is spoken of, well or badly.
    let isSpokenOf: Bool
    /// Something near it is there.
    let isNear: Bool
    let outcome: AdherenceOutcome
    let reasons: [LocalizedText]

    init(clause: CompiledClause, evaluation: ClauseEvaluator.Evaluation) {
        let containment = evaluation.containment
        var present = 0, unclear = 0, missing = 0, mandatory = 0, hedged: [String] = [], opposite: [String] = []
        var isSentence = false
        for (place, slot) in clause.slots.enumerated() {
            let label = clause.clause.slots[place].label
            if slot.measure == .sentence { isSentence = true }
            if slot.isMandatory { mandatory += 1 }
            switch evaluation.states[place] {
            case .present: if slot.isMandatory { present += 1 }
            case .contradicted: opposite.append(label)
            case .hedged: hedged.append(label)
            case .unclear: if slot.isMandatory { unclear += 1 }
            case .missing: if slot.isMandatory { missing += 1 }
            }
        }
        let touched = present + hedged.count + opposite.count
        let topic = AdherenceChecker.Threshold.topic
        isSpokenOf = containment >= topic || touched >= 2 && containment >= 0.16 || touched >= 1 && containment >= 0.24
            || mandatory > 1 && present == mandatory
        isNear = containment >= (clause.isPlain ? AdherenceChecker.Threshold.plainSilence : AdherenceChecker.Threshold.silence) || touched >= 2 || touched == mandatory && mandatory > 0
            || Float(touched) + 0.5 * Float(unclear) >= 0.5 * Float(max(mandatory, 1)) && containment >= 0.12
        var reasons: [LocalizedText] = []
        if !opposite.isEmpty {
            outcome = .contradicted
            reasons.append(LocalizedText(zh: "与“\(opposite.joined(separator: "”“"))”相反", en: "contrary to “\(opposite.joined(separator: "”, “"))”"))
        } else if !hedged.isEmpty {
            outcome = .partial
            reasons.append(LocalizedText(zh: "“\(hedged.joined(separator: "”“"))”说得含糊", en: "“\(hedged.joined(separator: "”, “"))” was left open"))
        } else if missing == 0, unclear == 0 {
            outcome = containment >= 0.16 || mandatory > 1 ? .said : .uncertain
        } else if missing == 0 {
            // A slot that is there but for a character, in a statement that is there.
            outcome = containment >= (isSentence ? 0.6 : 0.55) ? .said : .uncertain
            if outcome == .uncertain { reasons.append(LocalizedText(zh: "个别要点听不清", en: "some points are unclear")) }
        } else if present == 0, containment < topic {
            outcome = .uncertain
        } else {
            outcome = .partial
        }
        self.reasons = reasons
    }
}
