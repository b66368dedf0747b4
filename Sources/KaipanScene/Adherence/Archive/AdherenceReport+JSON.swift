import KaipanLog
import KaipanText

extension AdherenceReport {
    /// The report in canonical JSON: scores in thousandths, reasons in both languages.
    public var json: CanonicalJSON {
        .object([
            "version": .string(version), "clauses": .array(clauses.map(\.json)), "forbidden": .array(forbidden.map(\.json)),
            "answers": .array(answers.map(\.json)),
        ])
    }
}

private func thousandths(_ score: Double) -> CanonicalJSON { .integer(Int64((score * 1000).rounded())) }

extension SlotResult {
    var json: CanonicalJSON {
        .object([
            "label": .string(label), "state": .string(state.rawValue), "mandatory": .bool(isMandatory), "citations": .array(citations.map(\.json)),
        ])
    }
}

extension ClauseOutcome {
    var json: CanonicalJSON {
        .object([
            "clause": .string(clause), "kind": .string(kind.rawValue), "title": .string(title), "outcome": .string(outcome.rawValue),
            "score": thousandths(score), "slots": .array(slots.map(\.json)), "missing": .array(missingSlots.map { .string($0) }),
            "reasons": .array(reasons.map { .object(["zh": .string($0.zh), "en": .string($0.en)]) }), "citations": .array(citations.map(\.json)),
        ])
    }
}

extension ForbiddenStatement {
    var json: CanonicalJSON {
        .object([
            "clause": .string(clause), "title": .string(title), "phrase": .string(phrase), "score": thousandths(score),
            "uncertain": .bool(isUncertain), "citation": citation.json,
        ])
    }
}

extension AnswerDeviation {
    var json: CanonicalJSON {
        .object([
            "clause": .string(clause), "title": .string(title), "relation": .string(relation.rawValue), "score": thousandths(score),
            "slots": .array(slots.map(\.json)), "question": question.json, "answer": .array(answer.map(\.json)),
        ])
    }
}
