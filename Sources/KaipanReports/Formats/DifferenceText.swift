import KaipanChecks
import KaipanRules
import KaipanText

/// Writes what a change of rules adds and removes, for people.
public struct DifferenceText {
    private let language: Language
    /// Whether only rules and counts are told.
    private let isBrief: Bool

    /// Characters on each side of the words found.
    private static let reach = 16

    public init(language: Language, isBrief: Bool = false) {
        self.language = language
        self.isBrief = isBrief
    }

    /// The rules that differ.
    public func begin(old: RuleSet, new: RuleSet, _ changes: [RuleChange]) -> String {
        var text = "\(say("旧", "old")): \(safe(old.name)) \(safe(old.version))  \(old.digest.prefix(16))\n"
            + "\(say("新", "new")): \(safe(new.name)) \(safe(new.version))  \(new.digest.prefix(16))\n"
        if changes.isEmpty { return text + say("规则没有变化\n", "no rule differs\n") }
        text += "\n\(say("规则", "rules")):\n"
        for change in changes {
            switch change.kind {
            case .added: text += "  + \(change.id)  \(safe(change.title[language]))\n"
            case .removed: text += "  - \(change.id)  \(safe(change.title[language]))\n"
            case .changed:
                text += "  ~ \(change.id)\n"
                for aspect in change.aspects { text += "      \(aspect.key): \(describe(aspect))\n" }
            }
        }
        return text
    }

    private func describe(_ aspect: RuleChange.Aspect) -> String {
        if aspect.removed.count == 1, aspect.added.count == 1, aspect.removed != aspect.added {
            return "\(cut(aspect.removed[0])) → \(cut(aspect.added[0]))"
        }
        let lists = aspect.removed.filter(aspect.added.contains)
        return (aspect.removed.filter { !lists.contains($0) }.map { "-“\(cut($0))”" } + aspect.added.filter { !lists.contains($0) }.map { "+“\(cut($0))”" }
            + lists.map { "~“\(cut($0))” \(say("（词表有变化）", "(its word list)"))" }).joined(separator: " ")
    }

    /// What differs in one document; nothing where nothing does.
    public func document(_ document: CorpusComparison.Document) -> String {
        guard !isBrief, !document.changes.isEmpty || !document.problems.isEmpty else { return "" }
        var text = "\n\(safe(document.path))  [\(document.kind.rawValue)]\n"
        for problem in document.problems {
            let place = problem.position.map { "\($0.line):\($0.column) " } ?? ""
            text += "  ! \(place)\(safe(problem.message[language]))\n"
        }
        for change in document.changes { text += line(change) }
        return text
    }

    private func line(_ change: FindingChange) -> String {
        guard let finding = change.shown else { return "" }
        let mark: String
        switch change.kind {
        case .added: mark = "+"
        case .removed: mark = "-"
        case .severity, .words: mark = "~"
        }
        let place = finding.part == nil ? "\(finding.start.line):\(finding.start.column)" : FindingText(finding, language: language).place ?? ""
        let severity =
            change.kind == .severity
            ? "\(change.old?.severity.rawValue ?? "") → \(finding.severity.rawValue)" : finding.severity.rawValue
        var words = "\(safe(String(finding.excerpt.before.suffix(Self.reach))))[\(safe(finding.text))]\(safe(String(finding.excerpt.after.prefix(Self.reach))))"
        if change.kind == .words { words += "  \(say("原为", "was")) [\(safe(change.old?.text ?? ""))]" }
        return "  \(mark) \(place)  \(severity)  \(finding.rule)  \(words)\n"
    }

    /// The counts by rule and in all.
    public func end(_ summary: DifferenceSummary) -> String {
        var text = "\n"
        let rules = summary.byRule.keys.sorted()
        if !rules.isEmpty {
            let widest = rules.map(\.count).max() ?? 0
            let heads = [say("增加", "added"), say("减少", "removed"), say("级别", "severity"), say("文字", "words")]
            text += String(repeating: " ", count: widest) + heads.map { padded($0, 10) }.joined() + "\n"
            for rule in rules {
                guard let counts = summary.byRule[rule] else { continue }
                text += rule + String(repeating: " ", count: widest - rule.count)
                    + FindingChange.Kind.allCases.map { padded(counts[$0] == 0 ? "·" : String(counts[$0]), 10) }.joined() + "\n"
            }
            text += "\n"
        }
        let changed = summary.count(.severity) + summary.count(.words)
        text += say(
            "\(summary.documents) 个文档，\(summary.changedDocuments) 个有变化：增加 \(summary.count(.added)) 处，减少 \(summary.count(.removed)) 处，"
                + "改变 \(changed) 处，相同 \(summary.unchanged) 处\n",
            "\(summary.documents) document\(summary.documents == 1 ? "" : "s"), \(summary.changedDocuments) with changes: \(summary.count(.added)) added, "
                + "\(summary.count(.removed)) removed, \(changed) changed, \(summary.unchanged) the same\n")
        if summary.unreadable > 0 {
            text += say("\(summary.unreadable) 个文件无法比较\n", "\(summary.unreadable) could not be compared\n")
        }
        return text
    }

    private func padded(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(1, width - DisplayWidth.columns(of: text))) + text
    }

    private func cut(_ text: String) -> String { safe(text.count > 60 ? text.prefix(60) + "…" : text) }
    private func safe(_ text: String) -> String { VisibleText.escaped(text) }
    private func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
}
