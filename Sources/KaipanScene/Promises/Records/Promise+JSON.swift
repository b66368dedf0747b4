import Foundation
import KaipanArchive
import KaipanLog
import KaipanRules
import KaipanText

extension Promise {
    /// As records and commands write it; numbers that may have decimals are text.
    public var json: CanonicalObject {
        var object: CanonicalObject = [
            "id": .string(id), "text": .string(citation.text), "characters": Self.json(citation.characters), "context": .string(context.text),
            "context_characters": Self.json(context.characters), "source": citation.source.json, "role": .string(role.rawValue), "claim": .object(claim.json),
            "reasons": .array(specificity.reasons.map { ["zh": .string($0.zh), "en": .string($0.en)] }),
        ]
        object["time"] = citation.time.map { .string($0.description) }
        object["start"] = citation.start.map { .integer($0) }
        object["unit"] = unit.map { .string($0) }
        object["inside_development"] = insideDevelopment.map { .bool($0) }
        object["worse"] = worse.map { .string($0.rawValue) }
        return object
    }

    /// Reads what a record says: its open facts and its content.
    /// - Returns: nil where it is no promise.
    init?(data: CanonicalObject, content: CanonicalJSON) {
        guard let id = content["id"]?.string, let rule = data["rule"]?.string, let topic = data["topic"]?.string.flatMap(PromiseTopic.init),
            let score = data["specificity"]?.integer, let text = content["text"]?.string, let characters = Self.range(content["characters"]),
            let source = content["source"].flatMap(SourceReference.init(json:)), let claim = content["claim"].flatMap(Claim.init(json:))
        else { return nil }
        let time = content["time"]?.string.flatMap { Timestamp($0) }
        let start = content["start"]?.integer
        let reasons = content["reasons"]?.array?.compactMap { reason in
            reason["zh"]?.string.flatMap { zh in reason["en"]?.string.map { LocalizedText(zh: zh, en: $0) } }
        }
        self.init(
            id: id, sense: .promise, topic: topic, claim: claim, specificity: Specificity(score: Int(score), reasons: reasons ?? []),
            citation: Citation(source: source, characters: characters, text: text, time: time, start: start),
            context: Citation(
                source: source, characters: Self.range(content["context_characters"]) ?? characters, text: content["context"]?.string ?? text, time: time,
                start: start),
            role: content["role"]?.string.flatMap(Passage.Role.init) ?? .unknown, unit: content["unit"]?.string, rule: rule,
            worse: content["worse"]?.string.flatMap(PromiseCheck.Direction.init), insideDevelopment: content["inside_development"]?.bool)
    }

    private static func json(_ range: Range<Int>) -> CanonicalJSON { .array([.integer(Int64(range.lowerBound)), .integer(Int64(range.upperBound))]) }

    private static func range(_ json: CanonicalJSON?) -> Range<Int>? {
        guard let ends = json?.array?.compactMap(\.integer), ends.count == 2, ends[0] <= ends[1] else { return nil }
        return Int(ends[0])..<Int(ends[1])
    }
}

extension SourceReference {
    var json: CanonicalJSON {
        var object: CanonicalObject = ["kind": .string(kind.rawValue), "record": .string(record)]
        object["part"] = part.map { .string($0) }
        return .object(object)
    }

    init?(json: CanonicalJSON) {
        guard let kind = json["kind"]?.string.flatMap(Kind.init), let record = json["record"]?.string else { return nil }
        self.init(kind: kind, record: record, part: json["part"]?.string)
    }
}

extension Claim {
    var json: CanonicalObject {
        var object: CanonicalObject = ["subject": .string(subject), "named": .bool(isNamed), "hedged": .bool(isHedged)]
        object["noun"] = noun.map { .string($0) }
        object["attribute"] = attribute.map { .string($0) }
        if let value {
            object["value"] = .string("\(value.number)")
            object["unit"] = .string(value.unit.rawValue)
            object["approximate"] = .bool(value.isApproximate)
        }
        if let date {
            object["date_from"] = .string(date.first.description)
            object["date_to"] = .string(date.last.description)
            object["date_precision"] = .string(date.precision.rawValue)
        }
        return object
    }

    init?(json: CanonicalJSON) {
        guard let subject = json["subject"]?.string else { return nil }
        var value: ClaimValue?
        if let text = json["value"]?.string {
            guard let number = Decimal(string: text), let unit = json["unit"]?.string.flatMap(ClaimUnit.init(rawValue:)) else { return nil }
            value = ClaimValue(number, unit, isApproximate: json["approximate"]?.bool ?? false)
        }
        var date: ClaimDate?
        if let from = json["date_from"]?.string.flatMap({ CivilDate($0) }), let to = json["date_to"]?.string.flatMap({ CivilDate($0) }) {
            date = ClaimDate(first: from, last: to, precision: json["date_precision"]?.string.flatMap(ClaimDate.Precision.init) ?? .day)
        }
        self.init(
            subject: subject, isNamed: json["named"]?.bool ?? false, noun: json["noun"]?.string, attribute: json["attribute"]?.string, value: value,
            date: date, isHedged: json["hedged"]?.bool ?? false)
    }
}
