import KaipanRules
import KaipanText

/// Finds rules that cannot do what their author meant.
public struct RuleLinter {
    /// A pattern that raises more matches than this in 100 KB of the examples of the other rules slows every scan.
    public static let mostRaised = ScanLint.mostRaised

    private let rules: RuleSet
    private let asOf: CivilDate

    /// - Parameters:
    ///   - rules: a set that was loaded with its examples.
    ///   - asOf: the day whose law applies.
    public init(rules: RuleSet, asOf: CivilDate) {
        self.rules = rules
        self.asOf = asOf
    }

    /// All complaints, in the order of the rules and of their lines, then those that belong to no rule.
    ///
    /// Everything is decided from the rules alone, so the same rules give the same complaints on every machine.
    /// - Parameter only: the rules to complain about; nil is all. The others still count for what rules have in common.
    public func run(only: Set<String>? = nil) -> [LintComplaint] {
        guard let sources = rules.sources else { preconditionFailure("the linter needs rules that were loaded with their examples") }
        let linted = rules.rules.indices.map {
            LintedRule(rule: rules.rules[$0], source: sources.rules[$0], examples: rules.examples[$0])
        }
        let scanner = rules.automata.makeScanner()
        let facts = PatternFacts(expressions: sources.expressions, scanner: scanner)
        let patterns = PatternLint(facts: facts)
        let exceptions = ExceptionLint(facts: facts, scanner: scanner)
        let basis = BasisLint(asOf: asOf)
        let examples = ExampleLint(checker: DocumentChecker(rules: rules), scanner: scanner, asOf: asOf)
        var scan = ScanLint(linted, scanner: scanner)
        let shared = Dictionary(grouping: examples.sameWords(linted), by: \.rule)
        var complaints: [LintComplaint] = []
        for (index, rule) in linted.enumerated() where only?.contains(rule.rule.id) ?? true {
            let own = basis.complaints(about: rule) + examples.complaints(about: rule) + patterns.complaints(about: rule)
                + exceptions.complaints(about: rule) + scan.complaints(about: rule, index: index) + (shared[rule.rule.id] ?? [])
            complaints += own.enumerated().sorted { ($0.element.place.line, $0.offset) < ($1.element.place.line, $1.offset) }.map(\.element)
        }
        return complaints + overrides() + (only == nil ? unusedLists(sources) : [])
    }

    private func overrides() -> [LintComplaint] {
        let known = Set(rules.rules.map(\.id))
        return rules.overrides.filter { !known.contains($0.rule) }.map { change in
            let nearest = Nearest.word(to: change.rule, among: Array(known))
            let pack = rules.packs.first { $0.city == change.city }
            return LintComplaint(
                .unknownOverride, rule: change.rule,
                at: .init(file: pack.map { $0.folder + "/pack.yml" } ?? "pack.yml", line: 1, column: 1, text: "override: id: \(change.rule)"),
                LocalizedText(
                    zh: "override 指向不存在的规则\(nearest.map { "，是否指“\($0)”？" } ?? "")",
                    en: "the override names no rule\(nearest.map { "; did you mean “\($0)”?" } ?? "")"),
                advice: LocalizedText(zh: "改正 id，或删去这条 override", en: "correct the id, or delete the override"))
        }
    }

    /// Lists that no pattern refers to, be it through another list.
    private func unusedLists(_ sources: RuleSet.Sources) -> [LintComplaint] {
        let lists = Dictionary(sources.wordLists.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var used: Set<String> = []
        var open = sources.rules.flatMap { $0.patterns.map(\.written) } + (lists["proper-names"]?.words ?? [])
        while let text = open.popLast() {
            for name in PatternExpander.references(in: text) where used.insert(name).inserted { open += lists[name]?.words ?? [] }
        }
        return sources.wordLists.filter { $0.name != "proper-names" && !used.contains($0.name) }.map { list in
            LintComplaint(
                .unusedList, rule: "", at: list.excerpt,
                LocalizedText(zh: "没有规则用到词表“\(list.name)”", en: "no rule uses the word list “\(list.name)”"),
                advice: LocalizedText(zh: "删去它，除非别的规则包会用到", en: "delete it, unless another pack uses it"))
        }
    }
}
