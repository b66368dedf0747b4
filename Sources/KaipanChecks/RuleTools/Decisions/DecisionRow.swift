import KaipanRules
import KaipanText

/// One row of a file of decisions, before it is understood.
struct DecisionRow {
    /// A cell with its place.
    struct Cell {
        var text: String
        var line: Int
        var column: Int
    }

    /// Why a row could not be understood.
    struct Mistake: Error {
        var line: Int
        var column: Int
        var message: LocalizedText
    }

    /// Where the row begins.
    var line: Int
    var column = 1
    var cells: [String: Cell] = [:]
    /// What is wrong with the row as such.
    var mistake: Mistake?

    /// What was decided, or nil where nothing was.
    func decision() throws(Mistake) -> Decision? {
        for (key, cell) in cells.sorted(by: { ($0.value.line, $0.value.column) < ($1.value.line, $1.value.column) })
        where !DecisionFile.keys.contains(key) && !DecisionFile.others.contains(key) {
            guard let nearest = Nearest.word(to: key, among: DecisionFile.keys) else { continue }
            throw mistake(
                at: cell, zh: "未知的键“\(key)”，是否指“\(nearest)”？", en: "unknown key “\(key)”; did you mean “\(nearest)”?")
        }
        guard let rule = cells["rule"], !rule.text.isEmpty else {
            throw Mistake(
                line: line, column: cells["rule"]?.column ?? column,
                message: LocalizedText(zh: "缺少“rule”：写明是哪条规则，如 appreciation-promise", en: "“rule” is missing: name the rule, such as appreciation-promise"))
        }
        guard let isRight = try verdict() else { return nil }
        let (before, text, after) = try context()
        return Decision(
            rule: rule.text, isRight: isRight, why: cells["why"]?.text ?? cells["reason"]?.text ?? "", before: before, text: text,
            after: after, fingerprint: cells["fingerprint"]?.text)
    }

    private func verdict() throws(Mistake) -> Bool? {
        guard let cell = cells["verdict"] else { return nil }
        switch cell.text.trimmingSpaces.lowercased() {
        case "": return nil
        case "right", "对": return true
        case "wrong", "错": return false
        case let word:
            let nearest = Nearest.word(to: word, among: ["right", "wrong"])
            throw mistake(
                at: cell, zh: "“verdict”不能是“\(cell.text)”\(nearest.map { "，是否指“\($0)”？" } ?? "；应为 right（对）或 wrong（错），未定则留空")",
                en: "“verdict” cannot be “\(cell.text)”\(nearest.map { "; did you mean “\($0)”?" } ?? "; expected right or wrong, or nothing where it is open")")
        }
    }

    private func context() throws(Mistake) -> (before: String, text: String, after: String) {
        if let cell = cells["context"], !cell.text.isEmpty {
            guard let (text, spans) = RuleExample.unmark(cell.text), spans.count == 1, let span = spans.first else {
                throw mistake(
                    at: cell, zh: "“context”应有且只有一处方括号，括住所发现的文字；字面的方括号写作 \\[ \\]",
                    en: "“context” marks the words found with one pair of brackets; write literal ones as \\[ \\]")
            }
            let bytes = Array(text.utf8)
            let part = { (range: Range<Int>) in String(decoding: bytes[range], as: UTF8.self) }
            return (part(0..<span.lowerBound), part(span), part(span.upperBound..<bytes.count))
        }
        return (cells["before"]?.text ?? "", cells["text"]?.text ?? "", cells["after"]?.text ?? "")
    }

    private func mistake(at cell: Cell, zh: String, en: String) -> Mistake {
        Mistake(line: cell.line, column: cell.column, message: LocalizedText(zh: zh, en: en))
    }
}

extension String {
    /// Without white space at its ends.
    var trimmingSpaces: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
