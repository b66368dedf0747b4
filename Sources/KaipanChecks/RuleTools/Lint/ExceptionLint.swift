import KaipanRules
import KaipanText

/// Complaints about exceptions that never excuse anything, or nothing that another does not excuse.
struct ExceptionLint {
    let facts: PatternFacts
    let scanner: PatternScanner

    /// Texts of a pattern that are looked at one by one.
    private static let textLimit = 64

    func complaints(about linted: LintedRule) -> [LintComplaint] {
        let exceptions = linted.source.patterns.filter { $0.key.isException }
        guard !exceptions.isEmpty else { return [] }
        if case .require(let requirement) = linted.rule.check, requirement.triggers.isEmpty {
            return [
                linted.complaint(
                    .uselessException, at: exceptions[0].excerpt,
                    LocalizedText(
                        zh: "没有 trigger 的 require 没有命中，except 永远用不上", en: "a `require` without `trigger` hits nothing, so `except` can never apply"),
                    LocalizedText(zh: "删去 except，或写明 trigger", en: "delete `except`, or name a `trigger`"))
            ]
        }
        var useless: Set<Int> = []
        var complaints: [(index: Int, complaint: LintComplaint)] = []
        for (index, exception) in exceptions.enumerated() {
            guard let complaint = self.useless(exception, linted) else { continue }
            useless.insert(index)
            complaints.append((index, complaint))
        }
        for (index, exception) in exceptions.enumerated() where !useless.contains(index) {
            let cover = exceptions.indices.first { other in
                other != index && !useless.contains(other) && shadows(exceptions[other], exception, linted)
                    && (other < index || !shadows(exception, exceptions[other], linted))
            }
            guard let cover else { continue }
            let (other, isSame) = (exceptions[cover], exceptions[cover].pattern == exception.pattern && exceptions[cover].key == exception.key)
            complaints.append(
                (
                    index,
                    linted.complaint(
                        .shadowedException, at: exception.excerpt,
                        isSame
                            ? LocalizedText(
                                zh: "例外“\(exception.written)”在 \(exception.key.name) 中写了两次",
                                en: "the exception “\(exception.written)” stands in \(exception.key.name) twice")
                            : LocalizedText(
                                zh: "例外“\(exception.written)”所豁免的，\(other.key.name) 的“\(other.written)”都已豁免",
                                en: "what “\(exception.written)” excuses, “\(other.written)” in \(other.key.name) excuses anyway"),
                        LocalizedText(zh: "删去它", en: "delete it"))
                ))
        }
        return complaints.sorted { $0.index < $1.index }.map(\.complaint)
    }

    // MARK: - Useless

    private func useless(_ exception: RuleSource.Occurrence, _ linted: LintedRule) -> LintComplaint? {
        // What folding makes unreachable is an error already.
        guard !facts.isUnreachable(exception.pattern) else { return nil }
        if exception.key == .covering {
            let patterns = linted.hitPatterns
            guard !patterns.isEmpty, !patterns.contains(where: { facts.mayContain(exception.pattern, $0) }) else { return nil }
            return linted.complaint(
                .uselessException, at: exception.excerpt,
                LocalizedText(
                    zh: "例外“\(exception.written)”不含这条规则的任何命中，永远用不上",
                    en: "the exception “\(exception.written)” contains nothing that the rule hits and can never apply"),
                LocalizedText(
                    zh: "写成包含命中的更长短语，或移到 clause、after、sentence", en: "write a longer phrase that contains the hit, or move it to clause, after or sentence"))
        }
        guard let ends = Self.ends(exception.key), let automaton = facts.automata[exception.pattern] else { return nil }
        // A comma between digits ends nothing.
        let hasDigits = automaton.scalars.intersects(ScalarSet([0x30...0x39]))
        let bounds = ScalarSet(ends.unicodeScalars.filter { $0 != "," || !hasDigits }.map { $0.value...$0.value })
        guard !automaton.hasText(without: bounds) else { return nil }
        return linted.complaint(
            .uselessException, at: exception.excerpt,
            LocalizedText(
                zh: "例外“\(exception.written)”跨过了分句或句子的结尾，在 \(exception.key.name) 中永远用不上",
                en: "the exception “\(exception.written)” reaches over the end of a clause or sentence and can never apply in \(exception.key.name)"),
            LocalizedText(zh: "只写一侧的文字，或移到更宽的范围", en: "write the words of one side, or move it to a wider scope"))
    }

    private static func ends(_ key: RuleSource.Key) -> String? {
        switch key {
        case .clause, .after: ",;!?。…\u{2028}"
        case .sentence: ";!?。…\u{2028}"
        default: nil
        }
    }

    // MARK: - Shadowed

    private func shadows(_ wide: RuleSource.Occurrence, _ narrow: RuleSource.Occurrence, _ linted: LintedRule) -> Bool {
        if wide.key == .covering || narrow.key == .covering {
            return wide.key == narrow.key && coversEveryHit(wide.pattern, narrow.pattern, linted)
        }
        guard Self.reaches(wide.key, narrow.key), facts.alwaysContains(narrow.pattern, wide.pattern) else { return false }
        // What stands before a hit may reach into it: the 能 of 不能. Then only the same words in the same list count.
        guard narrow.key == .clause else { return true }
        return wide.key == .clause && facts.covers(wide.pattern, narrow.pattern) || !mayReachIntoHit(narrow.pattern, linted)
    }

    /// Whether a list is looked at wherever another one is.
    private static func reaches(_ wide: RuleSource.Key, _ narrow: RuleSource.Key) -> Bool {
        let order: [RuleSource.Key] = [.sentence, .block, .document]
        if wide == narrow { return true }
        guard let index = order.firstIndex(of: wide) else { return false }
        guard let other = order.firstIndex(of: narrow) else { return narrow == .clause || narrow == .after }
        return index > other
    }

    private func mayReachIntoHit(_ exception: PatternID, _ linted: LintedRule) -> Bool {
        guard let automaton = facts.automata[exception] else { return true }
        let patterns = linted.hitPatterns
        // A limit's hit is a number.
        guard !patterns.isEmpty else { return true }
        return patterns.contains { facts.automata[$0].map { automaton.scalars.intersects($0.firstScalars) } ?? true }
    }

    /// Whether each hit in each text of an exception lies in a match of another one in the same text.
    private func coversEveryHit(_ wide: PatternID, _ narrow: PatternID, _ linted: LintedRule) -> Bool {
        if wide == narrow { return true }
        let patterns = Set(linted.hitPatterns)
        guard !patterns.isEmpty, facts.alwaysContains(narrow, wide), let texts = facts.automata[narrow]?.texts(limit: Self.textLimit)
        else { return false }
        return texts.allSatisfy { text in
            let hits = scanner.scan(Array(text.utf8))
            let covers = hits.filter { Int($0.pattern) == wide }
            return hits.allSatisfy { hit in
                !patterns.contains(Int(hit.pattern)) || covers.contains { $0.start <= hit.start && hit.end <= $0.end }
            }
        }
    }
}
