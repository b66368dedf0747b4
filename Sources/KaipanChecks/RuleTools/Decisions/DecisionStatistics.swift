import KaipanText

/// How often rules were right, by what people decided.
public struct DecisionStatistics: Sendable {
    /// The figures of one rule.
    public struct Rule: Sendable {
        public var rule: String
        public var right = 0
        public var wrong = 0
        /// Why findings were wrong, the most frequent first.
        public var reasons: [(why: String, count: Int)] = []
        /// What would except the wrong ones and no right one.
        public var candidates: [ExceptionCandidate] = []
        /// The different contexts that candidates were looked for in.
        public var wrongContexts = 0
        public var rightContexts = 0

        public var count: Int { right + wrong }
        public var precision: Double { Double(right) / Double(count) }
        public var interval: WilsonInterval { WilsonInterval(right, of: count) }
    }

    /// Rules with the most wrong findings first, then by name.
    public private(set) var rules: [Rule] = []
    /// Findings that were decided both ways: the rule with the fingerprint.
    public private(set) var contradictions: [(rule: String, fingerprint: String)] = []

    /// - Parameter least: how many different contexts a candidate has to except.
    public init(_ decisions: [Decision], least: Int = 2) {
        for (rule, decided) in Dictionary(grouping: decisions, by: \.rule) {
            var figures = Rule(rule: rule)
            figures.right = decided.count { $0.isRight }
            figures.wrong = decided.count - figures.right
            var reasons: [String: Int] = [:]
            for decision in decided where !decision.isRight && !decision.why.isEmpty { reasons[decision.why, default: 0] += 1 }
            figures.reasons = reasons.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }.map { (why: $0.key, count: $0.value) }
            let wrong = Set(decided.filter { !$0.isRight }.compactMap(ClauseContext.init))
            let right = Set(decided.filter(\.isRight).compactMap(ClauseContext.init))
            figures.wrongContexts = wrong.count
            figures.rightContexts = right.count
            figures.candidates = ExceptionCandidate.candidates(wrong: wrong.sorted(), right: right.sorted(), least: least)
            rules.append(figures)
            let byFingerprint = Dictionary(grouping: decided.filter { !($0.fingerprint ?? "").isEmpty }) { $0.fingerprint ?? "" }
            contradictions += byFingerprint.filter { Set($0.value.map(\.isRight)).count > 1 }.keys.map { (rule: rule, fingerprint: $0) }
        }
        rules.sort { $0.wrong != $1.wrong ? $0.wrong > $1.wrong : $0.rule < $1.rule }
        contradictions.sort { ($0.rule, $0.fingerprint) < ($1.rule, $1.fingerprint) }
    }
}
