import KaipanDocuments
import KaipanRules
import KaipanText

/// Tries the examples of rules, each in every form in which a document could hold it.
public struct RuleTester {
    /// An example that did not give what it promises.
    public struct Failure: Sendable {
        public var rule: String
        public var place: Rule.Place
        public var form: ExampleForm
        /// The example as it was written.
        public var text: String
        /// The words that should have been found, and those that were.
        public var expected: [String]
        public var found: [String]
        /// What excused a hit that was expected.
        public var excused: [Exemption]
    }

    /// What a run tried.
    public struct Result: Sendable {
        public var rules = 0
        public var examples = 0
        public var trials = 0
        public var failures: [Failure] = []
    }

    private let rules: RuleSet
    private let asOf: CivilDate
    private let checker: DocumentChecker
    private let traditional = TraditionalForms()

    /// - Parameter rules: a set that was loaded with its examples.
    public init(rules: RuleSet, asOf: CivilDate) {
        self.rules = rules
        self.asOf = asOf
        checker = DocumentChecker(rules: rules)
    }

    /// Tries all examples.
    /// - Parameters:
    ///   - ids: the rules to try; nil is all.
    ///   - forms: the forms to try them in.
    public func run(only ids: Set<String>? = nil, forms: [ExampleForm] = ExampleForm.allCases) -> Result {
        var result = Result()
        for (rule, examples) in zip(rules.rules, rules.examples) where ids?.contains(rule.id) ?? true {
            result.rules += 1
            for example in examples {
                result.examples += 1
                for form in forms {
                    guard let failure = trial(example, of: rule, in: form) else {
                        result.trials += 1
                        continue
                    }
                    result.trials += 1
                    result.failures.append(failure)
                    // What fails as plain text fails in every form for the same reason.
                    if form == .plain { break }
                }
            }
        }
        return result
    }

    private func trial(_ example: RuleExample, of rule: Rule, in form: ExampleForm) -> Failure? {
        // What a whole document lacks is lacking from a page with a comment, too.
        if form.isSilent || form == .listItems, case .require(let requirement) = rule.check, requirement.triggers.isEmpty {
            return nil
        }
        // Other forms are other names: their characters are not those of the example.
        if case .name = rule.check, form != .plain { return nil }
        guard let (bytes, format) = form.bytes(of: example, traditional: traditional) else { return nil }
        let settings = CheckSettings(
            asOf: example.asOf ?? asOf, city: example.city ?? rule.city, collectsExemptions: true)
        let kind = example.kind ?? Self.usualKind(of: rule)
        let outcome: DocumentChecker.Outcome
        do {
            let document = try format.read(bytes, path: "example")
            let active = ActiveRules(
                ActiveRule.select(from: rules, kind: kind, settings: settings, aim: .examples).filter { $0.rule.id == rule.id }, of: rules)
            outcome = checker.check(
                document, file: "example", kind: kind, active: active, settings: settings,
                speaker: example.speaker ?? .seller)
        } catch {
            return failure(example, rule, form, expected: [], found: [error.message.en], [])
        }
        let found = outcome.findings.map(\.text)
        let source = Array(example.text.utf8)
        let expected = example.spans.map { String(decoding: source[$0], as: UTF8.self) }
        if form.isSilent {
            return found.isEmpty ? nil : failure(example, rule, form, expected: [], found: found, [])
        }
        if form == .listItems {
            let whole = Self.folded(expected[0])
            let joined = found.filter { Self.folded($0) == whole }
            return joined.isEmpty ? nil : failure(example, rule, form, expected: [], found: joined, [])
        }
        let same =
            form == .plain
            ? outcome.findings.map(Self.stretch) == example.spans
            : found.map(Self.folded) == expected.map(Self.folded)
        return same ? nil : failure(example, rule, form, expected: expected, found: found, outcome.exemptions)
    }

    private func failure(
        _ example: RuleExample, _ rule: Rule, _ form: ExampleForm, expected: [String], found: [String],
        _ excused: [Exemption]
    ) -> Failure {
        Failure(
            rule: rule.id, place: example.place, form: form, text: example.text, expected: expected, found: found,
            excused: excused)
    }

    /// An advertisement where the rule applies to one, else the first kind it applies to.
    static func usualKind(of rule: Rule) -> DocumentKind {
        rule.documents.contains(.advertisement)
            ? .advertisement : DocumentKind.allCases.first(where: rule.documents.contains) ?? .advertisement
    }

    private static func stretch(_ finding: Finding) -> Range<Int> {
        guard let first = finding.segments.first, let last = finding.segments.last else {
            return finding.start.byteOffset..<finding.start.byteOffset
        }
        return first.lowerBound..<last.upperBound
    }

    private static func folded(_ text: String) -> [UInt8] { Folded(text).bytes }
}
