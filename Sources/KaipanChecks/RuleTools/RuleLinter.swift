import KaipanRules
import KaipanText

/// Finds rules that cannot do what their author meant.
public struct RuleLinter {
    /// One thing that is wrong or doubtful with a rule.
    public struct Complaint: Sendable {
        public var rule: String
        public var place: Rule.Place
        /// Errors fail the linter; warnings are for the author to judge.
        public var isError: Bool
        public var message: LocalizedText
    }

    private let rules: RuleSet
    private let asOf: CivilDate
    private let scanner: PatternScanner

    /// - Parameter rules: a set that was loaded with its examples.
    public init(rules: RuleSet, asOf: CivilDate) {
        self.rules = rules
        self.asOf = asOf
        scanner = rules.automata.makeScanner()
    }

    /// All complaints, in the order of the rules.
    public func run() -> [Complaint] {
        var complaints: [Complaint] = []
        for (rule, examples) in zip(rules.rules, rules.examples) {
            complaints += lintExamples(rule, examples) + lintDates(rule) + lintPatterns(rule)
                + lintCoveringExceptions(rule)
        }
        return complaints + lintOverrides()
    }

    // MARK: - Examples, dates, overrides

    private func lintExamples(_ rule: Rule, _ examples: [RuleExample]) -> [Complaint] {
        let bad = examples.count { $0.isBad }
        var complaints: [Complaint] = []
        if bad == 0 {
            complaints.append(fault(rule, zh: "没有 bad 示例：无法证明这条规则会触发", en: "no bad example: nothing shows that the rule fires"))
        }
        if bad == examples.count {
            complaints.append(fault(rule, zh: "没有 ok 示例：无法证明它会保持安静", en: "no ok example: nothing shows that it stays silent"))
        }
        return complaints
    }

    private func lintDates(_ rule: Rule) -> [Complaint] {
        var complaints: [Complaint] = []
        if let from = rule.from, let to = rule.to, to < from {
            complaints.append(fault(rule, zh: "to 早于 from：规则永不生效", en: "`to` is before `from`: the rule is never in force"))
        }
        if rule.documents.isEmpty {
            complaints.append(fault(rule, zh: "documents 为空：规则永不适用", en: "`documents` is empty: the rule never applies"))
        }
        if rule.basis.isEmpty {
            complaints.append(doubt(rule, zh: "没有法律依据", en: "no legal basis"))
        } else if rule.to == nil, rule.from.map({ $0 <= asOf }) ?? true, !rule.basis.contains(where: { $0.isInForce(on: asOf) }) {
            complaints.append(
                doubt(rule, zh: "在 \(asOf) 没有生效的法律依据，规则不会触发", en: "no basis is in force on \(asOf); the rule will not fire"))
        }
        for basis in rule.basis {
            guard let from = basis.from, let to = basis.to, to < from else { continue }
            complaints.append(
                fault(rule, zh: "依据《\(basis.law)》的 to 早于 from", en: "the basis \(basis.law) ends before it begins"))
        }
        return complaints
    }

    private func lintOverrides() -> [Complaint] {
        let known = Set(rules.rules.map(\.id))
        return rules.overrides.filter { !known.contains($0.rule) }.map { change in
            let nearest = Nearest.word(to: change.rule, among: Array(known))
            return Complaint(
                rule: change.rule, place: .init(file: change.city.map { "cities/\($0)/pack.yml" } ?? "pack.yml", line: 1, column: 1),
                isError: true,
                message: LocalizedText(
                    zh: "override 指向不存在的规则\(nearest.map { "，是否指“\($0)”？" } ?? "")",
                    en: "the override names no rule\(nearest.map { "; did you mean “\($0)”?" } ?? "")"))
        }
    }

    // MARK: - Patterns

    /// Patterns that match not even themselves, that another one of the rule covers, or that are slow.
    private func lintPatterns(_ rule: Rule) -> [Complaint] {
        let patterns = Self.patterns(of: rule.check)
        var complaints: [Complaint] = []
        for pattern in patterns where Self.isUnbounded(rules.patterns[pattern]) {
            complaints.append(
                doubt(
                    rule, zh: "模式“\(rules.patterns[pattern])”含无界的 + 或 *，扫描会慢几十倍；请写 {1,4}",
                    en: "the pattern “\(rules.patterns[pattern])” holds an unbounded + or *, which scans tens of times slower; write {1,4}"))
        }
        for pattern in patterns where Self.isLiteral(rules.patterns[pattern]) {
            let text = Array(rules.patterns[pattern].utf8)
            let hits = scanner.scan(text)
            if !hits.contains(where: { $0.pattern == Int32(pattern) && Int($0.end) - Int($0.start) == text.count }) {
                complaints.append(
                    fault(
                        rule, zh: "模式“\(rules.patterns[pattern])”连自身都不匹配", en: "the pattern “\(rules.patterns[pattern])” does not match itself"))
            }
            let cover = patterns.first { other in
                other != pattern && hits.contains { $0.pattern == Int32(other) && $0.start == 0 && Int($0.end) == text.count }
            }
            if let cover {
                complaints.append(
                    doubt(
                        rule, zh: "模式“\(rules.patterns[pattern])”已被“\(rules.patterns[cover])”覆盖",
                        en: "the pattern “\(rules.patterns[pattern])” is covered by “\(rules.patterns[cover])”"))
            }
        }
        return complaints
    }

    /// A covering exception must contain something that the rule would hit.
    private func lintCoveringExceptions(_ rule: Rule) -> [Complaint] {
        let patterns = Set(Self.patterns(of: rule.check))
        guard !patterns.isEmpty else { return [] }
        return rule.exceptions.covering.compactMap { exception -> Complaint? in
            let text = rules.patterns[exception]
            guard Self.isLiteral(text) else { return nil }
            let hits = scanner.scan(Array(text.utf8))
            guard !hits.contains(where: { patterns.contains(Int($0.pattern)) }) else { return nil }
            return doubt(
                rule, zh: "例外“\(text)”不含这条规则的任何命中，永远用不上", en: "the exception “\(text)” contains nothing that the rule hits and can never apply")
        }
    }

    private static func patterns(of check: Check) -> [PatternID] {
        switch check {
        case .forbid(let items): items.flatMap(patterns)
        case .require(let requirement): requirement.triggers.flatMap(patterns)
        // A limit's hit is the number, which no pattern matches.
        case .limit: []
        }
    }

    private static func patterns(of item: PatternItem) -> [PatternID] {
        switch item {
        case .pattern(let id): [id]
        case .near(let ids, _, _, _): ids
        }
    }

    private static func isUnbounded(_ pattern: String) -> Bool {
        var isEscaped = false
        for character in pattern {
            if !isEscaped, character == "+" || character == "*" { return true }
            isEscaped = character == "\\" && !isEscaped
        }
        return false
    }

    private static func isLiteral(_ pattern: String) -> Bool { !pattern.contains { "\\^$.[]|()?*+{}<>".contains($0) } }

    private func fault(_ rule: Rule, zh: String, en: String) -> Complaint {
        Complaint(rule: rule.id, place: rule.place, isError: true, message: LocalizedText(zh: zh, en: en))
    }

    private func doubt(_ rule: Rule, zh: String, en: String) -> Complaint {
        Complaint(rule: rule.id, place: rule.place, isError: false, message: LocalizedText(zh: zh, en: en))
    }
}
