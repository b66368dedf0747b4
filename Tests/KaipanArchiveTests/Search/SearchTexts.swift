/// Random texts of few characters, so that words come again, and random queries that fit them.
struct SearchTexts {
    var random: SeededRandom
    private static let pieces: [String] = [
        "学", "区", "房", "學", "區", "首", "付", "贷", "款", "承", "诺", "落", "呢", "的", "的", "一", "二", "𠮷", "a", "b", "A", "Ｂ", "1", "２", "0", "%",
        "，", "。", "！", "“", "”", "「", "」", "·", "-", "/", " ", "　", "😀", "👍🏽", "㎡", "e\u{301}", "é", "\u{200B}", "ﾊﾞ", "(", ")", ":", "\n",
    ]

    mutating func text() -> String {
        let length = Int.random(in: 0...24, using: &random)
        return (0..<length).map { _ in Self.pieces.randomElement(using: &random)! }.joined()
    }

    /// A piece of one of the texts, or anything.
    mutating func word(_ texts: [String]) -> String {
        let length = Int.random(in: 1...5, using: &random)
        if Bool.random(using: &random), let text = texts.randomElement(using: &random), !text.isEmpty {
            let scalars = Array(text.unicodeScalars)
            let start = Int.random(in: 0..<scalars.count, using: &random)
            return String(String.UnicodeScalarView(scalars[start..<min(scalars.count, start + length)]))
        }
        return (0..<min(3, length)).map { _ in Self.pieces.randomElement(using: &random)! }.joined()
    }

    /// - Parameter fields: like `project:…`, of which some go into the query.
    mutating func query(_ texts: [String], fields: [String], depth: Int = 2) -> String {
        switch Int.random(in: 0..<(depth > 0 ? 12 : 6), using: &random) {
        case 0...2: return "\"\(word(texts).filter { !"\"“”".contains($0) })\""
        case 3: return fields.randomElement(using: &random)!
        case 4: return "sounds:\"\(word(texts).filter { !"\"“”".contains($0) })\""
        case 5: return word(texts)
        case 6, 7: return query(texts, fields: fields, depth: depth - 1) + " " + query(texts, fields: fields, depth: depth - 1)
        case 8: return "(\(query(texts, fields: fields, depth: depth - 1)) OR \(query(texts, fields: fields, depth: depth - 1)))"
        case 9: return "NOT (\(query(texts, fields: fields, depth: depth - 1)))"
        case 10: return "(\(query(texts, fields: fields, depth: depth - 1))) AND -\(query(texts, fields: fields, depth: 0))"
        default: return fields.randomElement(using: &random)! + " " + query(texts, fields: fields, depth: depth - 1)
        }
    }
}
