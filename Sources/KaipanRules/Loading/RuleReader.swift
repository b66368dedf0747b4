import KaipanText
import Yams

/// Reads one rule's YAML; patterns stay nodes until their word lists are known.
struct RuleReader {
    enum RawItem {
        case pattern(Node)
        case near([Node], within: Scope, isOrdered: Bool)
    }

    enum RawCheck {
        case forbid([RawItem])
        case require(triggers: [RawItem], within: Scope, counts: [Node], general: [Node], nearly: [Node])
        case limit(after: [Node], within: Scope, unit: MeasureUnit, isUpper: Bool, bound: Double, base: RawBase?)
        case name(NameCheck)
        /// With everything but the patterns.
        case promise(PromiseCheck, items: [RawItem])
    }

    struct RawExceptions {
        var covering: [Node] = []
        var clause: [Node] = []
        var after: [Node] = []
        var sentence: [Node] = []
        var block: [Node] = []
        var document: [Node] = []
        var lacking: [Node] = []
        var names = true
    }

    struct Parsed {
        var rule: Rule
        var idNode: Node
        var check: RawCheck
        var exceptions: RawExceptions
        var examples: [RuleExample]
        var basisNodes: [Node]
    }

    private static let keys = [
        "id", "title", "control", "severity", "severityIn", "basis", "from", "to", "documents", "speaker", "roles", "yieldsTo", "forbid",
        "require", "limit", "name", "promise", "except", "message", "suggest", "tests",
    ]

    let file: YAMLFile
    let city: String?

    mutating func read(_ node: Node) throws(RuleError) -> Parsed {
        var rule = Rule(
            id: "", title: LocalizedText(zh: "", en: ""), control: .salesMaterial, severity: .warning, severityByKind: [:],
            basis: [], from: nil, to: nil, documents: Set(DocumentKind.allCases).subtracting([.name, .notice]),
            speaker: .seller, roles: nil, check: .forbid([]), exceptions: Exceptions(),
            message: LocalizedText(zh: "", en: ""), suggestion: LocalizedText(zh: "", en: ""), city: city,
            place: .init(file: file.path, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1))
        var seen: Set<String> = []
        var idNode = node
        var check: RawCheck?
        var exceptions = RawExceptions()
        var examples: [RuleExample] = []
        var basisNodes: [Node] = []
        for (name, value) in try file.mapping(node, key: "rule", allowed: Self.keys) {
            let key = name.string ?? ""
            seen.insert(key)
            switch key {
            case "id":
                rule.id = try identifier(value)
                idNode = value
            case "title": rule.title = try file.localized(value, key: key)
            case "control": rule.control = try file.value(value, key: key, of: ControlPoint.self)
            case "severity": rule.severity = try file.value(value, key: key, of: Severity.self)
            case "severityIn": rule.severityByKind = try severities(value)
            case "basis":
                rule.basis = try basis(value)
                basisNodes = try file.list(value, key: key)
            case "from": rule.from = try file.date(value, key: key)
            case "to": rule.to = try file.date(value, key: key)
            case "documents": rule.documents = Set(try values(value, key: key, of: DocumentKind.self))
            case "speaker": rule.speaker = try file.value(value, key: key, of: Rule.SpeakerScope.self)
            case "yieldsTo": rule.yieldsTo = try file.strings(value, key: key)
            case "roles": rule.roles = Set(try values(value, key: key, of: BlockRole.self))
            case "message": rule.message = try sentence(value, key: key)
            case "suggest": rule.suggestion = try sentence(value, key: key)
            case "except": exceptions = try self.exceptions(value)
            case "tests": examples = try self.examples(value)
            default:
                guard check == nil else {
                    throw .unknownKey(file.excerpt(name), key: key, nearest: nil, allowed: Self.keys)
                }
                check = try self.check(key, value)
            }
        }
        guard let check else { throw .missingKey(file.excerpt(node), key: "forbid | require | limit | name | promise") }
        var needed = ["id", "title"]
        if case .promise(let promise, _) = check { describe(promise, &rule, seen) } else { needed += ["control", "severity", "message"] }
        for key in needed where !seen.contains(key) { throw .missingKey(file.excerpt(node), key: key) }
        if case .name = check {
            // A name is judged as a whole: nothing stands around it that could except it, and other documents hold no names.
            guard !seen.contains("except") else {
                throw .unknownKey(file.excerpt(node), key: "except", nearest: nil, allowed: Self.keys.filter { $0 != "except" })
            }
            rule.documents = [.name]
        }
        return Parsed(rule: rule, idNode: idNode, check: check, exceptions: exceptions, examples: examples, basisNodes: basisNodes)
    }

    /// What every rule that takes words out has in common: it is no complaint, so nobody has to write one.
    private func describe(_ promise: PromiseCheck, _ rule: inout Rule, _ seen: Set<String>) {
        if !seen.contains("control") { rule.control = .conversation }
        if !seen.contains("severity") { rule.severity = .notice }
        let (message, suggestion) =
            switch promise.sense {
            case .promise:
                (
                    LocalizedText(zh: "“{text}”是一项允诺，会登记到允诺台账", en: "“{text}” is a promise and goes into the ledger of promises"),
                    LocalizedText(zh: "核对合同是否载明；没有载明的，写进合同或书面更正", en: "See whether the contract states it; else write it in, or correct it in writing")
                )
            case .denial:
                (
                    LocalizedText(zh: "“{text}”表明不作这项允诺", en: "“{text}” says that it is not promised"),
                    LocalizedText(zh: "与口头和宣传资料中的说法核对", en: "Compare it with what was said and advertised")
                )
            case .exclusion:
                (
                    LocalizedText(zh: "“{text}”以别的文件或决定代替允诺", en: "“{text}” puts another document or decision in the promise's place"),
                    LocalizedText(zh: "格式条款须提示和说明（民法典 496–498）", en: "A standard term has to be pointed out and explained (Civil Code 496–498)")
                )
            }
        if !seen.contains("message") { rule.message = message }
        if !seen.contains("suggest") { rule.suggestion = suggestion }
    }

    /// A text that may quote the words found, and nothing else.
    private func sentence(_ node: Node, key: String) throws(RuleError) -> LocalizedText {
        let text = try file.localized(node, key: key)
        for words in [text.zh, text.en] {
            var rest = words[...]
            while let open = rest.firstIndex(of: "{") {
                let close = rest[open...].firstIndex(of: "}") ?? rest.indices.last ?? open
                let mark = rest[open...close]
                guard mark == "{text}" else {
                    throw .invalidValue(
                        file.excerpt(node), key: key, value: String(mark), nearest: nil,
                        allowed: LocalizedText(zh: "{text}，即所发现的文字，这是唯一的占位符", en: "{text}, the words found: it is the only placeholder"))
                }
                rest = rest[rest.index(after: close)...]
            }
        }
        return text
    }

    private func identifier(_ node: Node, key: String = "id") throws(RuleError) -> String {
        let id = try file.string(node, key: key)
        guard !id.isEmpty, id.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }) else {
            throw .invalidValue(
                file.excerpt(node), key: key, value: id, nearest: nil,
                allowed: LocalizedText(zh: "小写字母、数字和连字符，如 appreciation-promise", en: "lower-case letters, digits and hyphens, such as appreciation-promise"))
        }
        return id
    }

    private func values<Value: RawRepresentable & CaseIterable>(
        _ node: Node, key: String, of type: Value.Type
    ) throws(RuleError) -> [Value] where Value.RawValue == String {
        var result: [Value] = []
        for item in try file.list(node, key: key) { result.append(try file.value(item, key: key, of: type)) }
        return result
    }

    private func severities(_ node: Node) throws(RuleError) -> [DocumentKind: Severity] {
        var result: [DocumentKind: Severity] = [:]
        for (name, value) in try file.mapping(node, key: "severityIn", allowed: DocumentKind.allCases.map(\.rawValue)) {
            if let kind = DocumentKind(rawValue: name.string ?? "") {
                result[kind] = try file.value(value, key: "severityIn", of: Severity.self)
            }
        }
        return result
    }

    private func basis(_ node: Node) throws(RuleError) -> [LegalBasis] {
        var result: [LegalBasis] = []
        for item in try file.list(node, key: "basis") {
            var basis = LegalBasis(law: "", article: nil, from: nil, to: nil, verified: false, source: nil)
            for (name, value) in try file.mapping(
                item, key: "basis", allowed: ["law", "article", "from", "to", "verified", "source"])
            {
                switch name.string {
                case "law": basis.law = try file.string(value, key: "law")
                case "article": basis.article = try file.string(value, key: "article")
                case "from": basis.from = try file.date(value, key: "from")
                case "to": basis.to = try file.date(value, key: "to")
                case "source": basis.source = try file.string(value, key: "source")
                default: basis.verified = try file.bool(value, key: "verified")
                }
            }
            guard !basis.law.isEmpty else { throw .missingKey(file.excerpt(item), key: "law") }
            result.append(basis)
        }
        return result
    }

    // MARK: - Checks

    private func check(_ key: String, _ node: Node) throws(RuleError) -> RawCheck {
        switch key {
        case "forbid": return .forbid(try items(node, key: key))
        case "require":
            var triggers: [RawItem] = []
            var within = Scope.document
            var counts: [Node] = []
            var general: [Node] = []
            var nearly: [Node] = []
            for (name, value) in try file.mapping(node, key: key, allowed: ["trigger", "within", "counts", "general", "nearly"]) {
                switch name.string {
                case "trigger": triggers = try items(value, key: "trigger")
                case "within": within = try scope(value, allowed: ["document", "section", "block"])
                case "counts": counts = try patternNodes(value, key: "counts")
                case "general": general = try patternNodes(value, key: "general")
                default: nearly = try patternNodes(value, key: "nearly")
                }
            }
            guard !counts.isEmpty else { throw .missingKey(file.excerpt(node), key: "counts") }
            return .require(triggers: triggers, within: within, counts: counts, general: general, nearly: nearly)
        case "name": return .name(try name(node))
        case "promise": return try promise(node)
        default: return try limit(node)
        }
    }

    private func promise(_ node: Node) throws(RuleError) -> RawCheck {
        var check = PromiseCheck(sense: .promise, topic: nil, attribute: nil, items: [], quantities: [], worse: nil)
        var items: [RawItem] = []
        for (name, value) in try file.mapping(
            node, key: "promise", allowed: ["sense", "topic", "attribute", "quantities", "worse", "extract"])
        {
            let key = name.string ?? ""
            switch key {
            case "sense": check.sense = try file.value(value, key: key, of: PromiseCheck.Sense.self)
            case "topic": check.topic = try file.value(value, key: key, of: PromiseTopic.self)
            case "attribute": check.attribute = try identifier(value, key: key)
            case "quantities": check.quantities = try values(value, key: key, of: PromiseCheck.Quantity.self)
            case "worse": check.worse = try file.value(value, key: key, of: PromiseCheck.Direction.self)
            default: items = try self.items(value, key: key)
            }
        }
        guard !items.isEmpty else { throw .missingKey(file.excerpt(node), key: "extract") }
        // Who promises, promises something; only what takes promises back may speak of all of them.
        guard check.topic != nil || check.sense == .exclusion else { throw .missingKey(file.excerpt(node), key: "topic") }
        guard check.attribute != nil || check.sense != .promise else { throw .missingKey(file.excerpt(node), key: "attribute") }
        return .promise(check, items: items)
    }

    private static let nameKeys = ["characters", "length", "suffixes", "suffix", "needs", "city"]

    private func name(_ node: Node) throws(RuleError) -> NameCheck {
        var check: NameCheck?
        var suffixes: [String]?
        var needs: [NamingNeed] = []
        for (name, value) in try file.mapping(node, key: "name", allowed: Self.nameKeys) {
            let key = name.string ?? ""
            guard check == nil || key == "needs" else {
                throw .unknownKey(file.excerpt(name), key: key, nearest: nil, allowed: ["needs"])
            }
            switch key {
            case "characters": check = try choice(value, key: key, among: ["han": .onlyHan, "standard": .standardCharacters])
            case "suffixes":
                let pairs = try file.mapping(value, key: key, allowed: ["stacked", "required"])
                guard pairs.count == 1, let pair = pairs.first, try file.bool(pair.value, key: pair.key.string ?? "") else {
                    throw .missingKey(file.excerpt(value), key: "stacked: true | required: true")
                }
                check = pair.key.string == "stacked" ? .singleSuffix : .someSuffix
            case "suffix":
                suffixes = try file.strings(value, key: key)
                check = .suffix(suffixes ?? [], needs: [])
            case "needs": needs = try self.needs(value)
            case "city": check = .city(try file.value(value, key: key, of: NameCheck.CityPart.self))
            default: check = try length(value)
            }
        }
        if !needs.isEmpty {
            guard let suffixes else { throw .missingKey(file.excerpt(node), key: "suffix") }
            return .suffix(suffixes, needs: needs)
        }
        guard let check else { throw .missingKey(file.excerpt(node), key: Self.nameKeys.joined(separator: " | ")) }
        return check
    }

    private func choice(_ node: Node, key: String, among choices: [String: NameCheck]) throws(RuleError) -> NameCheck {
        let text = try file.string(node, key: key)
        guard let choice = choices[text] else {
            let words = choices.keys.sorted()
            throw .invalidValue(
                file.excerpt(node), key: key, value: text, nearest: Nearest.word(to: text, among: words),
                allowed: LocalizedText(zh: words.joined(separator: "、"), en: words.joined(separator: ", ")))
        }
        return choice
    }

    private func length(_ node: Node) throws(RuleError) -> NameCheck {
        var bounds: [String: Int] = [:]
        for (name, value) in try file.mapping(node, key: "length", allowed: ["min", "max"]) {
            let key = name.string ?? ""
            guard let bound = value.int, (1...64).contains(bound) else {
                throw .invalidValue(
                    file.excerpt(value), key: key, value: value.scalar?.string ?? "", nearest: nil,
                    allowed: LocalizedText(zh: "1 到 64 个汉字", en: "1 to 64 Han characters"))
            }
            bounds[key] = bound
        }
        guard !bounds.isEmpty else { throw .missingKey(file.excerpt(node), key: "min | max") }
        return .length(min: bounds["min"], max: bounds["max"])
    }

    private func needs(_ node: Node) throws(RuleError) -> [NamingNeed] {
        var needs: [NamingNeed] = []
        for (name, value) in try file.mapping(node, key: "needs", allowed: NamingMeasure.allCases.map(\.rawValue)) {
            guard let measure = NamingMeasure(rawValue: name.string ?? "") else { continue }
            needs.append(NamingNeed(measure, try file.number(value, key: measure.rawValue)))
        }
        return needs
    }

    private func limit(_ node: Node) throws(RuleError) -> RawCheck {
        var after: [Node] = []
        var within = Scope.clause
        var unit: MeasureUnit?
        var above: Double?
        var below: Double?
        var base: RawBase?
        for (name, value) in try file.mapping(node, key: "limit", allowed: ["after", "within", "unit", "above", "below", "of"]) {
            switch name.string {
            case "after": after = try patternNodes(value, key: "after")
            case "within": within = try scope(value, allowed: ["clause", "sentence", "block"])
            case "unit": unit = try file.value(value, key: "unit", of: MeasureUnit.self)
            case "above": above = try file.number(value, key: "above")
            case "of": base = try self.base(value)
            default: below = try file.number(value, key: "below")
            }
        }
        guard !after.isEmpty else { throw .missingKey(file.excerpt(node), key: "after") }
        guard let unit else { throw .missingKey(file.excerpt(node), key: "unit") }
        guard let bound = above ?? below, above == nil || below == nil else {
            throw .missingKey(file.excerpt(node), key: "above | below")
        }
        return .limit(after: after, within: within, unit: unit, isUpper: above != nil, bound: bound, base: base)
    }

    private func base(_ node: Node) throws(RuleError) -> RawBase {
        var base = RawBase()
        for (name, value) in try file.mapping(node, key: "of", allowed: ["after", "within", "except"]) {
            switch name.string {
            case "after": base.after = try patternNodes(value, key: "after")
            case "except": base.except = try patternNodes(value, key: "except")
            default: base.within = try scope(value, allowed: ["clause", "sentence", "block", "section", "document"])
            }
        }
        guard !base.after.isEmpty else { throw .missingKey(file.excerpt(node), key: "after") }
        return base
    }

    private func items(_ node: Node, key: String) throws(RuleError) -> [RawItem] {
        var items: [RawItem] = []
        for item in try file.list(node, key: key) {
            guard item.mapping != nil else {
                _ = try file.string(item, key: key)
                items.append(.pattern(item))
                continue
            }
            var parts: [Node] = []
            var within = Scope.clause
            var isOrdered = false
            for (name, value) in try file.mapping(item, key: key, allowed: ["near", "within", "order"]) {
                switch name.string {
                case "near": parts = try patternNodes(value, key: "near")
                case "within": within = try scope(value, allowed: ["clause", "sentence", "block"])
                default:
                    let order = try file.string(value, key: "order")
                    guard ["any", "given"].contains(order) else {
                        throw .invalidValue(
                            file.excerpt(value), key: "order", value: order,
                            nearest: Nearest.word(to: order, among: ["any", "given"]),
                            allowed: LocalizedText(zh: "any 或 given", en: "any or given"))
                    }
                    isOrdered = order == "given"
                }
            }
            guard parts.count > 1 else {
                throw .wrongType(file.excerpt(item), key: "near", expected: LocalizedText(zh: "至少两个模式的列表", en: "a list of at least two patterns"))
            }
            items.append(.near(parts, within: within, isOrdered: isOrdered))
        }
        return items
    }

    private func patternNodes(_ node: Node, key: String) throws(RuleError) -> [Node] {
        let nodes = try file.list(node, key: key)
        for item in nodes { _ = try file.string(item, key: key) }
        return nodes
    }

    private func scope(_ node: Node, allowed: [String]) throws(RuleError) -> Scope {
        if let count = node.int {
            guard (1...200).contains(count) else {
                throw .invalidValue(
                    file.excerpt(node), key: "within", value: "\(count)", nearest: nil,
                    allowed: LocalizedText(zh: "1 到 200 个字符", en: "1 to 200 characters"))
            }
            return .characters(count)
        }
        let text = try file.string(node, key: "within")
        guard allowed.contains(text) else {
            throw .invalidValue(
                file.excerpt(node), key: "within", value: text, nearest: Nearest.word(to: text, among: allowed),
                allowed: LocalizedText(
                    zh: allowed.joined(separator: "、") + " 或字符数", en: allowed.joined(separator: ", ") + " or a number of characters"))
        }
        switch text {
        case "clause": return .clause
        case "sentence": return .sentence
        case "block": return .block
        case "section": return .section
        default: return .document
        }
    }

    private func exceptions(_ node: Node) throws(RuleError) -> RawExceptions {
        var result = RawExceptions()
        for (name, value) in try file.mapping(
            node, key: "except", allowed: ["covering", "clause", "after", "sentence", "block", "document", "lacking", "names"])
        {
            let key = name.string ?? ""
            switch key {
            case "covering": result.covering = try patternNodes(value, key: key)
            case "clause": result.clause = try patternNodes(value, key: key)
            case "after": result.after = try patternNodes(value, key: key)
            case "sentence": result.sentence = try patternNodes(value, key: key)
            case "block": result.block = try patternNodes(value, key: key)
            case "document": result.document = try patternNodes(value, key: key)
            case "lacking": result.lacking = try patternNodes(value, key: key)
            default: result.names = try file.bool(value, key: key)
            }
        }
        return result
    }

    // MARK: - Examples

    private func examples(_ node: Node) throws(RuleError) -> [RuleExample] {
        var examples: [RuleExample] = []
        for item in try file.list(node, key: "tests") {
            var text: String?
            var example = RuleExample(
                text: "", spans: [], isBad: false, kind: nil, city: nil, asOf: nil, speaker: nil,
                place: .init(file: file.path, line: item.mark?.line ?? 1, column: item.mark?.column ?? 1))
            for (name, value) in try file.mapping(
                item, key: "tests", allowed: ["bad", "ok", "kind", "city", "asOf", "speaker"])
            {
                switch name.string {
                case "bad":
                    text = try file.string(value, key: "bad")
                    example.isBad = true
                case "ok": text = try file.string(value, key: "ok")
                case "kind": example.kind = try file.value(value, key: "kind", of: DocumentKind.self)
                case "city": example.city = try file.string(value, key: "city")
                case "asOf": example.asOf = try file.date(value, key: "asOf")
                default: example.speaker = try file.value(value, key: "speaker", of: Speaker.self)
                }
            }
            guard let text else { throw .missingKey(file.excerpt(item), key: "bad | ok") }
            guard let unmarked = RuleExample.unmark(text) else {
                throw .example(
                    file.excerpt(item),
                    problem: LocalizedText(
                        zh: "示例中的方括号不成对；字面的方括号请写作 \\[ \\]",
                        en: "the brackets of the example do not pair; write literal ones as \\[ \\]"))
            }
            guard example.isBad == !unmarked.spans.isEmpty else {
                throw .example(
                    file.excerpt(item),
                    problem: example.isBad
                        ? LocalizedText(zh: "bad 示例要用 [ ] 标出应发现的文字", en: "a bad example marks the words to be found with [ ]")
                        : LocalizedText(zh: "ok 示例不能有 [ ]", en: "an ok example has no [ ]"))
            }
            example.text = unmarked.text
            example.spans = unmarked.spans
            examples.append(example)
        }
        return examples
    }
}
