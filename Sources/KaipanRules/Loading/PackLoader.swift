import Foundation
import KaipanText
import Yams

/// Reads packs of rules from their folders.
package struct PackLoader {
    /// What loading gives: rules with the patterns that they name by number.
    package struct Result {
        package var packs: [PackInfo] = []
        package var rules: [Rule] = []
        package var overrides: [CityOverride] = []
        package var patterns: [String] = []
        /// Where each pattern is written first, for errors of the compiler.
        package var patternPlaces: [RuleError.Excerpt] = []
        package var properNames: [PatternID] = []
        /// The examples of every rule, in the order of the rules.
        package var examples: [[RuleExample]] = []
        /// The patterns as their authors wrote them, by number.
        package var written: [String] = []
        /// Where every rule and its parts are written, in the order of the rules.
        package var sources: [RuleSource] = []
        package var wordLists: [WordListSource] = []
    }

    private var result = Result()
    private var expander = PatternExpander()
    private var patternNumbers: [String: PatternID] = [:]
    private var ruleNumbers: [String: Int] = [:]
    /// The patterns of the rule that is being read.
    private var occurrences: [RuleSource.Occurrence] = []

    package init() {}

    /// Loads packs in order; word lists are shared between them, rule identifiers are unique among all.
    package mutating func load(_ folders: [PackFolder]) throws(RuleError) -> Result {
        var files: [(PackFolder, YAMLFile, isWords: Bool)] = []
        for folder in folders {
            for path in folder.files {
                let name = path.split(separator: "/").last.map(String.init) ?? path
                let file = try YAMLFile(contentsOf: path)
                switch name {
                case "pack.yml", "pack.yaml": try loadPackInfo(file, folder)
                case "words.yml", "words.yaml": try loadWords(file)
                default: files.append((folder, file, false))
                }
            }
            if !result.packs.contains(where: { $0.folder == folder.path }) {
                result.packs.append(PackInfo(name: folder.name, version: "0", folder: folder.path, city: nil))
            }
        }
        try expander.validate()
        if let names = expander.lists["proper-names"] {
            for name in names.patterns { result.properNames.append(try pattern(name.text, at: name.excerpt)) }
        }
        for (folder, file, _) in files {
            let city = result.packs.first { $0.folder == folder.path }?.city
            try loadRules(file, city: city)
        }
        return result
    }

    /// Adds names that never count, from a configuration.
    package mutating func addProperNames(_ names: [String]) throws(RuleError) -> Result {
        for name in names {
            let folded = Folded(name)
            let text = folded.string(in: 0..<folded.bytes.count)
            guard !text.isEmpty else { continue }
            let escaped = text.map { "\\^$.[]|()?*+{}<>/".contains($0) ? "\\\($0)" : String($0) }.joined()
            let excerpt = RuleError.Excerpt(file: ".kaipan.yml", line: 1, column: 1, text: name)
            result.properNames.append(try number(of: escaped, written: name, at: excerpt))
        }
        return result
    }

    // MARK: - Packs and words

    private mutating func loadPackInfo(_ file: YAMLFile, _ folder: PackFolder) throws(RuleError) {
        var info = PackInfo(name: folder.name, version: "0", folder: folder.path, city: nil)
        guard let root = file.root else { return }
        var overrides: [CityOverride] = []
        for (name, value) in try file.mapping(
            root, key: "pack", allowed: ["name", "version", "title", "description", "city", "override"])
        {
            switch name.string {
            case "name": info.name = try file.string(value, key: "name")
            case "version": info.version = try file.string(value, key: "version")
            case "city":
                let code = try file.string(value, key: "city")
                guard DivisionCode.isValid(code) else {
                    throw .invalidValue(
                        file.excerpt(value), key: "city", value: code, nearest: nil,
                        allowed: LocalizedText(zh: "六位行政区划代码，如 440100", en: "a six-digit division code such as 440100"))
                }
                info.city = code
            case "override":
                for item in try file.list(value, key: "override") { overrides.append(try override(item, in: file)) }
            default: break
            }
        }
        for index in overrides.indices { overrides[index].city = info.city }
        result.overrides += overrides
        result.packs.append(info)
    }

    private func override(_ node: Node, in file: YAMLFile) throws(RuleError) -> CityOverride {
        var override = CityOverride(rule: "", city: nil, severity: nil, reason: LocalizedText(zh: "", en: ""), source: nil, verified: false)
        for (name, value) in try file.mapping(
            node, key: "override", allowed: ["id", "severity", "reason", "source", "verified"])
        {
            switch name.string {
            case "id": override.rule = try file.string(value, key: "id")
            case "severity":
                if value.scalar?.string != "off" { override.severity = try file.value(value, key: "severity", of: Severity.self) }
            case "reason": override.reason = try file.localized(value, key: "reason")
            case "source": override.source = try file.string(value, key: "source")
            default: override.verified = try file.bool(value, key: "verified")
            }
        }
        guard !override.rule.isEmpty else { throw .missingKey(file.excerpt(node), key: "id") }
        return override
    }

    private mutating func loadWords(_ file: YAMLFile) throws(RuleError) {
        guard let root = file.root else { return }
        guard let mapping = root.mapping else {
            throw .wrongType(file.excerpt(root), key: "words", expected: LocalizedText(zh: "映射（词表名: [词]）", en: "a mapping (list: [words])"))
        }
        for (name, value) in mapping {
            let key = name.string ?? ""
            if let first = expander.lists[key] {
                throw .duplicate(file.excerpt(name), id: key, first: "\(first.excerpt.file):\(first.excerpt.line)")
            }
            var words: [(text: String, excerpt: RuleError.Excerpt)] = []
            for item in try file.list(value, key: key) { words.append((try file.string(item, key: key), file.excerpt(item))) }
            guard !words.isEmpty else { throw .wrongType(file.excerpt(value), key: key, expected: LocalizedText(zh: "非空列表", en: "a list that is not empty")) }
            expander.add(key, .init(patterns: words, excerpt: file.excerpt(value)))
            result.wordLists.append(WordListSource(name: key, excerpt: file.excerpt(name), words: words.map(\.text)))
        }
    }

    // MARK: - Rules

    private mutating func loadRules(_ file: YAMLFile, city: String?) throws(RuleError) {
        guard let root = file.root else { return }
        guard let list = root.sequence else {
            throw .wrongType(file.excerpt(root), key: "rules", expected: LocalizedText(zh: "规则列表（每条以 - id: 开头）", en: "a list of rules (each begins with - id:)"))
        }
        for node in list {
            var reader = RuleReader(file: file, city: city)
            let parsed = try reader.read(node)
            if let first = ruleNumbers[parsed.rule.id] {
                let place = result.rules[first].place
                throw .duplicate(file.excerpt(parsed.idNode), id: parsed.rule.id, first: "\(place.file):\(place.line)")
            }
            ruleNumbers[parsed.rule.id] = result.rules.count
            var rule = parsed.rule
            occurrences = []
            rule.check = try check(parsed.check, in: file)
            rule.exceptions = try exceptions(parsed.exceptions, in: file)
            result.rules.append(rule)
            result.examples.append(parsed.examples)
            result.sources.append(
                RuleSource(
                    id: file.excerpt(parsed.idNode), basis: parsed.basisNodes.map { file.excerpt($0) }, patterns: occurrences,
                    examples: parsed.examples.map { file.excerpt(at: $0.place) }))
        }
    }

    private mutating func check(_ raw: RuleReader.RawCheck, in file: YAMLFile) throws(RuleError) -> Check {
        switch raw {
        case .forbid(let items): return .forbid(try self.items(items, of: .forbid, in: file))
        case .require(let triggers, let within, let counts, let general, let nearly):
            return .require(
                Requirement(
                    triggers: try items(triggers, of: .trigger, in: file), within: within,
                    counts: try patterns(counts, of: .counts, in: file), general: try patterns(general, of: .general, in: file),
                    nearly: try patterns(nearly, of: .nearly, in: file)))
        case .name(let name): return .name(name)
        case .promise(var promise, let items):
            promise.items = try self.items(items, of: .extract, in: file)
            return .promise(promise)
        case .limit(let after, let within, let unit, let isUpper, let bound, let base):
            var limit = NumberLimit(
                after: try patterns(after, of: .limitAfter, in: file), within: within, unit: unit, isUpperBound: isUpper, bound: bound)
            if let base {
                limit.base = NumberBase(
                    after: try patterns(base.after, of: .baseAfter, in: file), within: base.within,
                    except: try patterns(base.except, of: .baseExcept, in: file))
            }
            return .limit(limit)
        }
    }

    private mutating func items(
        _ raw: [RuleReader.RawItem], of key: RuleSource.Key, in file: YAMLFile
    ) throws(RuleError) -> [PatternItem] {
        var items: [PatternItem] = []
        for item in raw {
            switch item {
            case .pattern(let node): items.append(.pattern(try pattern(node, of: key, item: items.count, in: file)))
            case .near(let nodes, let within, let isOrdered):
                var parts: [PatternID] = []
                for node in nodes { parts.append(try pattern(node, of: key, item: items.count, in: file)) }
                let frequencies = parts.map { PatternFrequency.estimate(result.patterns[$0]) }
                let rarest = parts.indices.min { frequencies[$0] < frequencies[$1] } ?? 0
                items.append(.near(parts, within: within, isOrdered: isOrdered, rarest: rarest))
            }
        }
        return items
    }

    private mutating func exceptions(_ raw: RuleReader.RawExceptions, in file: YAMLFile) throws(RuleError) -> Exceptions {
        var exceptions = Exceptions()
        exceptions.covering = try patterns(raw.covering, of: .covering, in: file)
        exceptions.clause = try patterns(raw.clause, of: .clause, in: file)
        exceptions.after = try patterns(raw.after, of: .after, in: file)
        exceptions.sentence = try patterns(raw.sentence, of: .sentence, in: file)
        exceptions.block = try patterns(raw.block, of: .block, in: file)
        exceptions.document = try patterns(raw.document, of: .document, in: file)
        exceptions.lacking = try patterns(raw.lacking, of: .lacking, in: file)
        exceptions.names = raw.names
        return exceptions
    }

    private mutating func patterns(
        _ nodes: [Node], of key: RuleSource.Key, in file: YAMLFile
    ) throws(RuleError) -> [PatternID] {
        var ids: [PatternID] = []
        for node in nodes { ids.append(try pattern(node, of: key, item: ids.count, in: file)) }
        return ids
    }

    private mutating func pattern(
        _ node: Node, of key: RuleSource.Key, item: Int, in file: YAMLFile
    ) throws(RuleError) -> PatternID {
        let written = node.scalar?.string ?? ""
        let excerpt = file.excerpt(node)
        let number = try pattern(written, at: excerpt)
        occurrences.append(.init(key: key, item: item, pattern: number, written: written, excerpt: excerpt))
        return number
    }

    private mutating func pattern(_ text: String, at excerpt: @autoclosure () -> RuleError.Excerpt) throws(RuleError) -> PatternID {
        try number(of: expander.expand(text, at: excerpt()), written: text, at: excerpt())
    }

    /// Equal patterns of all rules are one.
    private mutating func number(
        of expression: String, written: String, at excerpt: @autoclosure () -> RuleError.Excerpt
    ) throws(RuleError) -> PatternID {
        if let number = patternNumbers[expression] { return number }
        let number = result.patterns.count
        result.patterns.append(expression)
        result.written.append(written)
        result.patternPlaces.append(excerpt())
        patternNumbers[expression] = number
        return number
    }
}

