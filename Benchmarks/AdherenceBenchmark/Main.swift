import Foundation
import KaipanScene

/// Precision and recall of script adherence on planted conversations, at several rates of recognition errors.
///
///     adherence-benchmark [--conversations N] [--seed N] [--rates 0,5,10,20] [--set chosen|held-out] [--plain] [--misses N] [--only OUTCOME]
///     adherence-benchmark --speed
///     adherence-benchmark --try 'LINE/客LINE/…'
@main
struct AdherenceBenchmark {
    static func main() {
        let arguments = CommandLine.arguments
        func option(_ name: String) -> String? { arguments.firstIndex(of: "--" + name).flatMap { $0 + 1 < arguments.count ? arguments[$0 + 1] : nil } }
        let conversations = option("conversations").flatMap(Int.init) ?? 400, seed = option("seed").flatMap(UInt64.init) ?? 7
        let rates = (option("rates") ?? "0,5,10,20").split(separator: ",").compactMap { Double($0) }
        if arguments.contains("--speed") { return speed() }
        if let words = option("try") {
            let passages = words.split(separator: "/").enumerated().map { number, words in
                Passage(source: SourceReference(kind: .utterance, record: "try", part: "\(number)"), role: words.hasPrefix("客") ? .customer : .seller, text: String(words))
            }
            let report = AdherenceChecker(clauses: SigningScript.clauses, version: "try").report(passages)
            for outcome in report.clauses where outcome.outcome != .missing || outcome.score > 0.1 {
                print(outcome.clause, outcome.outcome, outcome.score, outcome.slots.map { "\($0.label):\($0.state)" }, outcome.citations.map(\.text), outcome.reasons.map(\.en))
            }
            report.forbidden.forEach { print($0) }
            report.answers.forEach { print($0) }
            return
        }
        let sets = option("set").map { [$0 == "held-out"] } ?? [false, true]
        for isHeldOut in sets {
            print(isHeldOut ? "Phrases held out" : "Phrases that thresholds were chosen by")
            for rate in rates {
                let measure = AdherenceMeasure(conversations: conversations, rate: rate / 100, seed: seed, isHeldOut: isHeldOut, isPlain: arguments.contains("--plain"))
                print("  \(Int(rate)) % of characters wrong, \(conversations) conversations")
                for name in AdherenceOutcome.allCases.map(\.rawValue) { row(name, measure.clauses) }
                row("forbidden", measure.forbidden)
                for name in ["same", "partly", "other", "contradicts"] { row("answer " + name, measure.answers, name) }
                if let count = option("misses").flatMap(Int.init) {
                    let only = option("only")
                    for miss in measure.misses.filter({ only == nil || $0.said == only || $0.planted == only }).prefix(count) {
                        print("    \(miss.clause): \(miss.planted) → \(miss.said)  \(miss.words)")
                    }
                    for (planted, said) in measure.clauses.counts.sorted(by: { $0.key < $1.key }) {
                        print("    \(planted): " + said.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
                    }
                }
            }
        }
    }

    private static func row(_ title: String, _ table: AdherenceMeasure.Table, _ name: String? = nil) {
        let name = name ?? title
        func percent(_ value: Double) -> String { String(format: "%6.2f %%", value * 100) }
        print("    " + title.padding(toLength: 20, withPad: " ", startingAt: 0)
            + " precision \(percent(table.precision(name)))  recall \(percent(table.recall(name)))  planted \(table.planted(name))  said \(table.said(name))")
    }

    /// 10,000 utterances against 40 clauses.
    private static func speed() {
        var random = SplitMix(seed: 1), passages: [Passage] = []
        while passages.count < 10_000 { passages += PlantedConversation(RecognitionNoise(rate: 0.1), isHeldOut: false, name: "speed", &random).passages }
        let base = SigningScript.clauses.filter { $0.kind == .required }
        let clauses = (0..<40).map { number in
            let clause = base[number % base.count]
            return AdherenceClause(id: "\(clause.id) \(number)", kind: clause.kind, title: clause.title, text: clause.text)
        }
        let clock = ContinuousClock()
        let time = clock.measure { _ = AdherenceChecker(clauses: clauses, version: "speed").report(Array(passages.prefix(10_000))) }
        print("10,000 utterances, 40 clauses: \(time)")
    }
}
