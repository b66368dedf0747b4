import KaipanRules
import KaipanText

/// What a suppression says in a comment: `rule[, rule] reason: … by: … until: …`, or the same with 理由, 由, 至.
struct SuppressionClause: Equatable {
    var rules: [String] = []
    var reason = ""
    var by: String?
    var until: CivilDate?
    /// What keeps it from being in order.
    var problem: LocalizedText?

    private static let keys: [(words: [String], key: Key)] = [
        (["reason", "理由", "原因"], .reason), (["by", "由", "审批", "批准"], .by), (["until", "至", "期限", "有效期", "有效期至"], .until),
    ]

    private enum Key { case reason, by, until }

    /// - Parameter text: what stands behind the keyword, without the comment's marks.
    init(_ text: String) {
        var words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        while let word = words.first, Self.key(of: word) == nil, misspelt(word) == nil {
            rules += word.split(whereSeparator: { $0 == "," || $0 == "，" || $0 == "、" }).map(String.init)
            words.removeFirst()
        }
        var current: Key?
        var values: [Key: [String]] = [:]
        for word in words {
            if let (key, rest) = Self.key(of: word) {
                if values[key] != nil { problem = problem ?? LocalizedText(zh: "“\(word)”出现了两次", en: "“\(word)” stands twice") }
                current = key
                values[key] = rest.isEmpty ? [] : [rest]
            } else if let slip = misspelt(word) {
                problem = problem ?? slip
            } else if let current {
                values[current]?.append(word)
            }
        }
        reason = values[.reason]?.joined(separator: " ") ?? ""
        by = values[.by].map { $0.joined(separator: " ") }.flatMap { $0.isEmpty ? nil : $0 }
        if let date = values[.until]?.joined(separator: " ") {
            until = CivilDate(date)
            if until == nil {
                problem = problem ?? LocalizedText(zh: "期限“\(date)”不是日期，应如 2027-03-31", en: "“\(date)” is no date such as 2027-03-31")
            }
        }
        if rules.isEmpty {
            problem = LocalizedText(zh: "没有写明规则", en: "it names no rule")
        } else if reason.isEmpty {
            problem = problem ?? LocalizedText(zh: "没有写明理由", en: "it gives no reason")
        }
    }

    /// What is wrong with a word that looks like a key and is none: a slip in `until` must not make a decision last for ever.
    private func misspelt(_ word: String) -> LocalizedText? {
        guard let colon = word.firstIndex(where: { $0 == ":" || $0 == "：" }), Self.key(of: word) == nil else { return nil }
        let name = word[..<colon].lowercased()
        guard !name.isEmpty, name.allSatisfy(\.isLetter) else { return nil }
        let known = Self.keys.flatMap(\.words)
        let isChinese = name.unicodeScalars.allSatisfy { $0.value > 0x2E80 }
        let nearest = Nearest.word(to: name, among: known)
        // Chinese keys are so short that any such word may be meant for one.
        guard nearest != nil || isChinese && name.count <= 2 else { return nil }
        return LocalizedText(
            zh: "有未知的键“\(name)”\(nearest.map { "，是否指“\($0)”？" } ?? "；可用：理由、由、至")",
            en: "it has the unknown key “\(name)”\(nearest.map { "; did you mean “\($0)”?" } ?? "; known are reason, by, until")")
    }

    /// The key that a word begins with, up to its colon, and what follows it.
    private static func key(of word: String) -> (Key, String)? {
        guard let colon = word.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
        let name = word[..<colon].lowercased()
        guard let found = keys.first(where: { $0.words.contains(name) }) else { return nil }
        return (found.key, String(word[word.index(after: colon)...]))
    }
}
