import KaipanRules
import KaipanText

/// A rule in words.
struct RuleExplanation {
    let rules: RuleSet
    let index: Int
    let language: Language

    var text: String {
        let rule = rules.rules[index]
        var lines = ["\(rule.title[language])  [\(rule.id)]", ""]
        lines.append("\(say("级别", "Severity")): \(rule.severity.rawValue)")
        for (kind, severity) in rule.severityByKind.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            lines.append("  \(kind.rawValue): \(severity.rawValue)")
        }
        lines.append("\(say("控制点", "Control point")): \(rule.control.title[language])")
        let kinds = DocumentKind.allCases.filter(rule.documents.contains).map(\.rawValue).joined(separator: ", ")
        lines.append("\(say("文档", "Documents")): \(kinds)")
        if let city = rule.city { lines.append("\(say("城市", "City")): \(city)") }
        lines.append("\(say("定义于", "Written at")): \(rule.place.file):\(rule.place.line)")
        lines += ["", "\(say("原因", "Why")): \(rule.message[language])", "\(say("建议", "Instead")): \(rule.suggestion[language])", ""]
        lines.append("\(say("依据", "Basis")):")
        for basis in rule.basis {
            let dates = [basis.from.map { "\($0)" } ?? "", basis.to.map { "\($0)" } ?? ""].joined(separator: "…")
            let unread = basis.verified ? "" : say("，条文未核对原文", ", article not read in the original")
            lines.append("  \(basis.law) \(basis.article ?? "")  (\(dates)\(unread))")
        }
        lines += checkLines(rule.check)
        lines += exceptionLines(rule.exceptions)
        let examples = rules.examples[index]
        if !examples.isEmpty { lines += ["", "\(say("示例", "Examples")):"] }
        for example in examples {
            lines.append("  \(example.isBad ? say("违规", "bad") : say("合规", "ok "))  \(marked(example))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func marked(_ example: RuleExample) -> String {
        var bytes = Array(example.text.utf8)
        for span in example.spans.reversed() {
            bytes.insert(UInt8(ascii: "]"), at: span.upperBound)
            bytes.insert(UInt8(ascii: "["), at: span.lowerBound)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func checkLines(_ check: Check) -> [String] {
        switch check {
        case .forbid(let items): ["", "forbid:"] + items.map { "  \(describe($0))" }
        case .require(let requirement):
            ["", "require (within \(describe(requirement.within))):"] + requirement.triggers.map { "  trigger  \(describe($0))" }
                + requirement.counts.map { "  counts   \(rules.patterns[$0])" }
                + requirement.general.map { "  general  \(rules.patterns[$0])" }
                + requirement.nearly.map { "  nearly   \(rules.patterns[$0])" }
        case .name(let name): ["", "name: \(name.words)"]
        case .promise(let promise): ["", promise.words] + promise.items.map { "  \(describe($0))" }
        case .limit(let limit): ["", line(limit)] + (limit.base.map(lines) ?? [])
        }
    }

    private func line(_ limit: NumberLimit) -> String {
        let share = limit.base == nil ? "" : say("%（占另一个数的比例），单位", "% of another number, in")
        let place = "\(say("；位于", "; after")) (within \(describe(limit.within)))"
        return "limit: \(limit.isUpperBound ? ">" : "<") \(limit.bound.formatted())\(share) \(limit.unit.rawValue)\(place): "
            + limit.after.map { rules.patterns[$0] }.joined(separator: " | ")
    }

    private func lines(_ base: NumberBase) -> [String] {
        ["  of (within \(describe(base.within))): " + base.after.map { rules.patterns[$0] }.joined(separator: " | ")]
            + (base.except.isEmpty ? [] : ["  of except: " + base.except.map { rules.patterns[$0] }.joined(separator: " | ")])
    }

    private func describe(_ item: PatternItem) -> String {
        switch item {
        case .pattern(let id): rules.patterns[id]
        case .near(let ids, let within, let isOrdered, _):
            ids.map { rules.patterns[$0] }.joined(separator: isOrdered ? " … " : " + ") + "  (\(describe(within)))"
        }
    }

    private func describe(_ scope: Scope) -> String {
        switch scope {
        case .clause: "clause"
        case .sentence: "sentence"
        case .block: "block"
        case .section: "section"
        case .document: "document"
        case .characters(let count): "\(count)"
        }
    }

    private func exceptionLines(_ exceptions: Exceptions) -> [String] {
        let groups = [
            ("covering", exceptions.covering), ("clause", exceptions.clause), ("after", exceptions.after),
            ("sentence", exceptions.sentence), ("block", exceptions.block), ("document", exceptions.document),
            ("lacking", exceptions.lacking),
        ]
        let lines = groups.filter { !$0.1.isEmpty }.map { "  \($0.0): \($0.1.map { rules.patterns[$0] }.joined(separator: " | "))" }
        return lines.isEmpty ? [] : ["", "except:"] + lines
    }

    private func say(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
}
