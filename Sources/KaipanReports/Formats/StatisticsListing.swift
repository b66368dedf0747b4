import Foundation
import KaipanChecks
import KaipanText

/// How often rules were right, as people and programs read it.
public struct StatisticsListing {
    private let statistics: DecisionStatistics
    private let undecided: Int
    private let language: Language

    public init(_ statistics: DecisionStatistics, undecided: Int, language: Language) {
        self.statistics = statistics
        self.undecided = undecided
        self.language = language
    }

    // MARK: - Text

    /// A table of the rules, then what would except the wrong findings, ready to be pasted into the rules.
    public var text: String {
        var text = ""
        let widest = max(4, statistics.rules.map { DisplayWidth.columns(of: safe($0.rule)) }.max() ?? 0)
        let heads = [say("对", "right"), say("错", "wrong"), say("精确率", "precision"), say("95% 区间", "95 % interval")]
        let widths = [8, 8, 12, 18]
        text += pad("", widest) + zip(heads, widths).map { padded($0, $1) }.joined() + "\n"
        for rule in statistics.rules {
            let interval = "\(percent(rule.interval.lower))–\(percent(rule.interval.upper))"
            text += pad(safe(rule.rule), widest)
                + zip([String(rule.right), String(rule.wrong), percent(rule.precision), interval], widths).map { padded($0, $1) }.joined() + "\n"
        }
        // One wrong finding without a word about it says nothing more than the table.
        for rule in statistics.rules where rule.wrong > 1 || !rule.reasons.isEmpty { text += "\n" + paragraph(rule) }
        if !statistics.contradictions.isEmpty {
            text += "\n" + say("同一处有两种裁定：\n", "decided both ways:\n")
                + statistics.contradictions.map { "  \(safe($0.rule))  \(safe($0.fingerprint))\n" }.joined()
        }
        let right = statistics.rules.reduce(0) { $0 + $1.right }
        let wrong = statistics.rules.reduce(0) { $0 + $1.wrong }
        return text + "\n"
            + say(
                "\(statistics.rules.count) 条规则，\(right) 处对，\(wrong) 处错，\(undecided) 处未定\n",
                "\(statistics.rules.count) rule\(statistics.rules.count == 1 ? "" : "s"), \(right) right, \(wrong) wrong, \(undecided) undecided\n")
    }

    private func paragraph(_ rule: DecisionStatistics.Rule) -> String {
        let reasons = rule.reasons.prefix(5).map { "\(safe($0.why)) \($0.count)" }.joined(separator: say("，", ", "))
        var text = safe(rule.rule) + say("：\(rule.wrong) 处错", ": \(rule.wrong) wrong") + (reasons.isEmpty ? "" : say("（\(reasons)）", " (\(reasons))")) + "\n"
        guard rule.wrongContexts > 0 else {
            return text + "  " + say("没有上下文，无从建议例外；请给出 context", "no contexts, so no exceptions to suggest; give `context`") + "\n"
        }
        guard !rule.candidates.isEmpty else {
            return text + "  " + say("\(rule.wrongContexts) 处上下文没有共同的词", "\(rule.wrongContexts) contexts have no words in common that no right one has") + "\n"
        }
        text += "  except:\n"
        for kind in ExceptionCandidate.Kind.allCases {
            let candidates = rule.candidates.filter { $0.kind == kind }
            if candidates.isEmpty { continue }
            text += "    \(kind.rawValue):\n"
            for candidate in candidates {
                text += "      - \(candidate.yaml)  # "
                    + say(
                        "错的 \(rule.wrongContexts) 处中 \(candidate.excepted) 处，对的 \(rule.rightContexts) 处中 0 处",
                        "\(candidate.excepted) of \(rule.wrongContexts) wrong contexts, 0 of \(rule.rightContexts) right ones") + "\n"
            }
        }
        return text
    }

    private func percent(_ value: Double) -> String { String(format: "%.1f%%", value * 100) }
    private func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - DisplayWidth.columns(of: text)))
    }
    private func padded(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(1, width - DisplayWidth.columns(of: text))) + text
    }

    // MARK: - JSON

    /// One object.
    public var json: String {
        JSONText.encode(
            Report(
                version: 1, rules: statistics.rules.map(Entry.init),
                contradictions: statistics.contradictions.map { Contradiction(rule: $0.rule, fingerprint: $0.fingerprint) },
                undecided: undecided)) + "\n"
    }

    private struct Report: Encodable {
        var version: Int
        var rules: [Entry]
        var contradictions: [Contradiction]
        var undecided: Int
    }

    private struct Contradiction: Encodable {
        var rule: String
        var fingerprint: String
    }

    private struct Entry: Encodable {
        struct Reason: Encodable {
            var why: String
            var count: Int
        }

        struct Candidate: Encodable {
            var key: String
            var words: String
            var yaml: String
            var excepted: Int
        }

        var rule: String
        var right: Int
        var wrong: Int
        var precision: Double
        var lower: Double
        var upper: Double
        var reasons: [Reason]
        var candidates: [Candidate]
        var wrongContexts: Int
        var rightContexts: Int

        init(_ figures: DecisionStatistics.Rule) {
            rule = figures.rule
            right = figures.right
            wrong = figures.wrong
            precision = Self.rounded(figures.precision)
            lower = Self.rounded(figures.interval.lower)
            upper = Self.rounded(figures.interval.upper)
            reasons = figures.reasons.map { Reason(why: $0.why, count: $0.count) }
            candidates = figures.candidates.map { Candidate(key: $0.kind.rawValue, words: $0.words, yaml: $0.yaml, excepted: $0.excepted) }
            wrongContexts = figures.wrongContexts
            rightContexts = figures.rightContexts
        }

        private static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
    }

    private func safe(_ text: String) -> String { VisibleText.escaped(text) }
    private func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
}
