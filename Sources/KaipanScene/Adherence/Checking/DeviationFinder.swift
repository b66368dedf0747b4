import KaipanText

/// Finds the customer's questions that have an approved answer, and compares what was answered.
struct DeviationFinder {
    let stream: SpeechStream
    let passages: [Passage]
    let texts: [SpokenText]
    let index: PairIndex

    private struct Asked {
        var clause: Int
        var passage: Int
        var score: Float
    }

    /// In the order in which they were asked.
    func answers(_ clauses: [(number: Int, clause: CompiledClause)], _ hits: [[PairIndex.Hit]]) -> [AnswerDeviation] {
        guard !clauses.isEmpty else { return [] }
        let ways = clauses.map { [$0.clause.clause.title] + $0.clause.clause.directives.askedAs }.map { $0.map { SpokenText($0).units } }
        let rarity = PairRarity(ways.map { $0.flatMap(\.self) })
        let questions = zip(clauses, ways).flatMap { clause, ways in
            ways.map { QuestionForm(clause: clause.number, units: $0, rarity: rarity) }
        }.filter { $0.weight > 0 }
        var asked: [Asked] = []
        for (place, passage) in passages.enumerated() where passage.role == .customer {
            var best: Asked?
            for question in questions {
                let score = question.containment(in: texts[place].units)
                if score >= QuestionForm.threshold, score > best?.score ?? 0 { best = Asked(clause: question.clause, passage: place, score: score) }
            }
            if let best { asked.append(best) }
        }
        return asked.enumerated().compactMap { order, question in
            guard let clause = clauses.first(where: { $0.number == question.clause })?.clause else { return nil }
            let end = order + 1 < asked.count ? asked[order + 1].passage : passages.count
            return answer(clause, question, before: end, hits[question.clause])
        }
    }

    private func answer(_ clause: CompiledClause, _ asked: Asked, before end: Int, _ hits: [PairIndex.Hit]) -> AnswerDeviation {
        // The answer lasts until the customer takes the word with more than a nod, at most six passages of the seller's.
        var last = asked.passage, count = 0, place = asked.passage + 1
        while place < end, count < 6 {
            if passages[place].role == .customer, !Assent.isAll(of: passages[place].text), count > 0 { break }
            if passages[place].role != .customer, !texts[place].units.isEmpty {
                last = place
                count += 1
            }
            place += 1
        }
        let segments = stream.segments.indices.filter { stream.segments[$0].passage > asked.passage && stream.segments[$0].passage <= last }
        var result = AnswerDeviation(
            clause: clause.clause.id, title: clause.clause.title, relation: .other, score: 0,
            slots: clause.clause.slots.map { SlotResult(label: $0.label, state: .missing, isMandatory: $0.isMandatory, citations: []) },
            question: Citation(passages[asked.passage]), answer: [])
        guard !segments.isEmpty else {
            result.relation = .uncertain
            return result
        }
        let excerpt = stream.excerpt(segments)
        let evaluator = ClauseEvaluator(clause: clause)
        let evaluation = evaluator.evaluate(excerpt)
        let verdict = ClauseVerdict(clause: clause, evaluation: evaluation)
        let wrong = evaluator.mustNot(in: excerpt)
        result.score = Double(Int(evaluation.containment * 1000 + 0.5)) / 1000
        for (place, ranges) in evaluation.places.enumerated() {
            result.slots[place].state = evaluation.states[place]
            result.slots[place].citations = excerpt.citations(ranges, passages)
        }
        let heard = evaluation.pairs + evaluation.places.flatMap(\.self) + wrong.map(\.range)
        let isTopic = verdict.isSpokenOf
        result.relation =
            if !wrong.isEmpty { .contradicts }
            else if !isTopic { verdict.isNear ? .uncertain : .other }
            else {
                switch verdict.outcome {
                case .said: .same
                case .contradicted: .contradicts
                case .partial: .partly
                default: .uncertain
                }
            }
        result.answer = excerpt.citations(isTopic || !wrong.isEmpty ? heard : [0..<excerpt.units.count], passages)
        let isDoubtful = segments.contains { stream.segments[$0].isDoubtful || stream.segments[$0].isUnassigned }
        if isDoubtful, result.relation != .same { result.relation = .uncertain }
        return result
    }
}
