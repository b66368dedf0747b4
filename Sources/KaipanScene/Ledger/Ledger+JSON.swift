import KaipanLog
import KaipanText

extension Ledger {
    /// For reports and other programs.
    public var json: CanonicalJSON {
        .object(["profile": .string(profile.id), "entries": .array(entries.map(\.json))])
    }
}

extension LedgerEntry {
    /// The promise, how each document stands to it, what remains, and the four questions with their evidence.
    public var json: CanonicalJSON {
        var promise = promise.json
        promise["topic"] = self.promise.topic.map { .string($0.rawValue) }
        promise["rule"] = .string(self.promise.rule)
        promise["specificity"] = .integer(Int64(self.promise.specificity.score))
        var object: CanonicalObject = [
            "promise": .object(promise), "overall": .string(overall.rawValue), "brochures": .array(brochures.map(\.json)),
            "supplements": .array(supplements.map(\.json)),
            "questions": .array(questions.map { question in
                .object([
                    "question": .string(question.question.rawValue), "asked": .bool(question.isAsked), "note": question.note.json,
                    "evidence": .array(question.evidence.map(\.json)),
                ])
            }),
        ]
        object["contract"] = contract?.json
        object["script"] = script?.json
        return .object(object)
    }
}

extension LedgerRelation {
    var json: CanonicalJSON {
        var object: CanonicalObject = [
            "document": .string(document), "title": .string(title), "relation": .string(kind.rawValue), "note": note.json,
            "citations": .array(citations.map(\.json)),
        ]
        object["exclusions"] = exclusions.map { .array($0.map(\.json)) }
        object["version"] = version.map { .string($0) }
        object["comparison"] = comparison.map { .string($0.name) }
        return .object(object)
    }
}

extension ClaimComparison {
    /// As JSON writes it.
    var name: String {
        switch self {
        case .otherName: "other-name"
        default: rawValue
        }
    }
}

extension LocalizedText {
    fileprivate var json: CanonicalJSON { ["zh": .string(zh), "en": .string(en)] }
}
