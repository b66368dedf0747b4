import KaipanRules
import KaipanText

/// Complaints about the patterns that a rule looks for.
struct PatternLint {
    let facts: PatternFacts

    func complaints(about linted: LintedRule) -> [LintComplaint] {
        unreachable(linted) + unbounded(linted) + covered(linted)
    }

    // MARK: - Reach

    private func unreachable(_ linted: LintedRule) -> [LintComplaint] {
        linted.source.patterns.filter { facts.isUnreachable($0.pattern) }.map { occurrence in
            linted.complaint(
                .unreachablePattern, at: occurrence.excerpt,
                LocalizedText(
                    zh: "模式“\(occurrence.written)”永远不会匹配：折叠会删去其中的单个空格、装饰符号或换行",
                    en: "the pattern “\(occurrence.written)” can never match: folding drops its single spaces, decorations or line breaks"),
                LocalizedText(zh: "删去汉字旁的空格和符号，或在其后加 ?", en: "leave out what stands beside Han characters, or put ? behind it"))
        }
    }

    private func unbounded(_ linted: LintedRule) -> [LintComplaint] {
        linted.source.patterns.filter { Self.isUnbounded($0.written) }.map { occurrence in
            linted.complaint(
                .slowPattern, at: occurrence.excerpt,
                LocalizedText(
                    zh: "模式“\(occurrence.written)”含无界的 + 或 *，扫描会慢几十倍",
                    en: "the pattern “\(occurrence.written)” holds an unbounded + or *, which scans tens of times slower"),
                LocalizedText(zh: "写成 {1,4} 这样的界限", en: "write a bound such as {1,4}"))
        }
    }

    private static func isUnbounded(_ pattern: String) -> Bool {
        var isEscaped = false
        var isInClass = false
        for character in pattern {
            if !isEscaped, !isInClass, character == "+" || character == "*" { return true }
            if !isEscaped { isInClass = character == "[" || (isInClass && character != "]") }
            isEscaped = character == "\\" && !isEscaped
        }
        return false
    }

    // MARK: - Cover

    private func covered(_ linted: LintedRule) -> [LintComplaint] {
        var complaints: [LintComplaint] = []
        switch linted.rule.check {
        case .forbid(let items): complaints += covered(items, in: .forbid, linted)
        case .require(let requirement): complaints += covered(requirement.triggers, in: .trigger, linted)
        case .promise(let promise): complaints += covered(promise.items, in: .extract, linted)
        case .limit, .name: break
        }
        for key in [RuleSource.Key.counts, .general, .nearly, .limitAfter, .baseAfter, .baseExcept] {
            let patterns = linted.patterns(in: key)
            complaints += covered(patterns.map { .pattern($0.pattern) }, in: key, linted)
        }
        return complaints
    }

    private func covered(_ items: [PatternItem], in key: RuleSource.Key, _ linted: LintedRule) -> [LintComplaint] {
        items.indices.compactMap { index in
            // Of two that cover each other the later one is too many.
            let cover = items.indices.first { other in
                other != index && covers(items[other], items[index]) && (other < index || !covers(items[index], items[other]))
            }
            guard let cover, let occurrence = place(of: index, key, linted) else { return nil }
            let words = (written(index, key, linted), written(cover, key, linted))
            return linted.complaint(
                .coveredPattern, at: occurrence.excerpt,
                words.0 == words.1
                    ? LocalizedText(zh: "模式“\(words.0)”写了两次", en: "the pattern “\(words.0)” stands here twice")
                    : LocalizedText(
                        zh: "模式“\(words.0)”已被“\(words.1)”覆盖：它能找到的，后者都能找到",
                        en: "the pattern “\(words.0)” is covered by “\(words.1)”, which finds all that it finds"),
                LocalizedText(zh: "删去它", en: "delete it"))
        }
    }

    private func covers(_ wide: PatternItem, _ narrow: PatternItem) -> Bool {
        switch (wide, narrow) {
        case (.pattern(let a), .pattern(let b)): facts.covers(a, b)
        case (.near(let a, let reach, let isOrdered, _), .near(let b, let range, let wasOrdered, _)):
            a.count == b.count && zip(a, b).allSatisfy { facts.covers($0, $1) } && isWider(reach, range) && (!isOrdered || wasOrdered)
        default: false
        }
    }

    /// Whether all that one scope admits the other admits, too.
    private func isWider(_ wide: Scope, _ narrow: Scope) -> Bool {
        switch (wide, narrow) {
        case (.characters(let a), .characters(let b)): a >= b
        case (.clause, .clause), (.sentence, .clause), (.sentence, .sentence), (.block, _), (.document, _): true
        case (.section, let other): other != .document
        default: false
        }
    }

    private func place(of item: Int, _ key: RuleSource.Key, _ linted: LintedRule) -> RuleSource.Occurrence? {
        linted.patterns(in: key).first { $0.item == item }
    }

    private func written(_ item: Int, _ key: RuleSource.Key, _ linted: LintedRule) -> String {
        linted.patterns(in: key).filter { $0.item == item }.map(\.written).joined(separator: " … ")
    }
}
