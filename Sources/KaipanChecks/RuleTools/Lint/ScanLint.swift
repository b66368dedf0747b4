import KaipanRules
import KaipanText

/// Complaints about patterns that cost every scan.
///
/// The measure is no clock, so that it gives the same answer everywhere: how many matches a pattern raises in 100 KB of the
/// examples of all the other rules. Handing matches over is where the time of a scan goes; an automaton that would be too
/// large to be fast is refused when the rules are loaded.
struct ScanLint {
    /// Matches in 100 KB: what one frequent character raises. Each costs some 50 nanoseconds, so that these are a hundredth of a check.
    static let mostRaised = 500
    /// Less text than this tells nothing about frequencies.
    static let leastText = 20_000

    private let raised: [PatternID: Int]
    private let raisedByRule: [[PatternID: Int]]
    private let bytes: Int
    private let bytesByRule: [Int]
    private var told: Set<PatternID> = []

    init(_ rules: [LintedRule], scanner: PatternScanner) {
        var raised: [PatternID: Int] = [:]
        var raisedByRule: [[PatternID: Int]] = []
        var bytesByRule: [Int] = []
        for linted in rules {
            var own: [PatternID: Int] = [:]
            var bytes = 0
            for example in linted.examples {
                let folded = Folded(example.text).bytes
                bytes += folded.count
                for hit in scanner.scan(folded) { own[Int(hit.pattern), default: 0] += 1 }
            }
            raised.merge(own, uniquingKeysWith: +)
            raisedByRule.append(own)
            bytesByRule.append(bytes)
        }
        self.raised = raised
        self.raisedByRule = raisedByRule
        self.bytesByRule = bytesByRule
        bytes = bytesByRule.reduce(0, +)
    }

    /// - Parameter index: the number of the rule among those that were counted.
    mutating func complaints(about linted: LintedRule, index: Int) -> [LintComplaint] {
        // Equal patterns of all rules are one in the scan.
        linted.source.patterns.filter { told.insert($0.pattern).inserted }.compactMap { frequent($0, linted, index) }
    }

    private func frequent(_ occurrence: RuleSource.Occurrence, _ linted: LintedRule, _ index: Int) -> LintComplaint? {
        // A rule's own examples hold its words more often than any text does.
        let text = bytes - bytesByRule[index]
        guard text >= Self.leastText else { return nil }
        let count = (raised[occurrence.pattern] ?? 0) - (raisedByRule[index][occurrence.pattern] ?? 0)
        let rate = count * 100_000 / text
        guard rate > Self.mostRaised else { return nil }
        return linted.complaint(
            .slowPattern, at: occurrence.excerpt,
            LocalizedText(
                zh: "模式“\(occurrence.written)”每 100 KB 文字引起 \(rate) 次命中（上限 \(Self.mostRaised)），会拖慢每次扫描",
                en: "the pattern “\(occurrence.written)” raises \(rate) matches in 100 KB of text (at most \(Self.mostRaised)) and slows every scan"),
            LocalizedText(zh: "加上上下文中必有的字，不要用一两个常用字", en: "add a character that must stand beside it; one or two frequent ones are too few"))
    }
}
