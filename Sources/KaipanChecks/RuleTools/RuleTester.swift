import Dispatch
import KaipanDocuments
import KaipanRules
import KaipanText
import Synchronization

/// Tries the examples of rules, each in every form in which a document could hold it.
public struct RuleTester: Sendable {
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

        fileprivate mutating func add(_ other: Result) {
            rules += other.rules
            examples += other.examples
            trials += other.trials
            failures += other.failures
        }
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
        let tested = rules.rules.indices.filter { ids?.contains(rules.rules[$0].id) ?? true }
        let results = Mutex([Result](repeating: Result(), count: tested.count))
        DispatchQueue.concurrentPerform(iterations: tested.count) { place in
            let index = tested[place]
            let result = run(rules.rules[index], rules.examples[index], forms)
            results.withLock { $0[place] = result }
        }
        return results.withLock { $0.reduce(into: Result()) { $0.add($1) } }
    }

    private func run(_ rule: Rule, _ examples: [RuleExample], _ forms: [ExampleForm]) -> Result {
        var result = Result(rules: 1)
        // Examples of one rule mostly share their circumstances, and to select a rule costs more than to try it.
        var selections: [Circumstances: ActiveRules] = [:]
        for example in examples {
            result.examples += 1
            for form in forms {
                result.trials += 1
                guard let failure = trial(example, of: rule, in: form, &selections) else { continue }
                result.failures.append(failure)
                // What fails as plain text fails in every form for the same reason.
                if form == .plain { break }
            }
        }
        return result
    }

    private func trial(
        _ example: RuleExample, of rule: Rule, in form: ExampleForm, _ selections: inout [Circumstances: ActiveRules]
    ) -> Failure? {
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
            let circumstances = Circumstances(kind: kind, settings: settings)
            let active = selections[circumstances] ?? select(rule, under: circumstances)
            selections[circumstances] = active
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

    private func select(_ rule: Rule, under circumstances: Circumstances) -> ActiveRules {
        let all = ActiveRule.select(from: rules, kind: circumstances.kind, settings: circumstances.settings, aim: .examples)
        return ActiveRules(all.filter { $0.rule.id == rule.id }, of: rules)
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
