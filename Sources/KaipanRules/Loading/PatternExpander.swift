import KaipanText

/// Expands the word lists in patterns and refuses patterns that could never match or are not in the language.
package struct PatternExpander {
    /// A named list of patterns.
    struct WordList {
        /// The patterns, each with its place.
        var patterns: [(text: String, excerpt: RuleError.Excerpt)]
        var excerpt: RuleError.Excerpt
    }

    private(set) var lists: [String: WordList] = [:]

    mutating func add(_ name: String, _ list: WordList) {
        lists[name] = list
    }

    /// Tries every list, so that a mistake in one is found before a rule names it.
    func validate() throws(RuleError) {
        for (name, list) in lists.sorted(by: { $0.key < $1.key }) {
            for item in list.patterns { _ = try expand(item.text, open: [name], at: { item.excerpt }) }
        }
    }

    /// The lists that a pattern refers to.
    package static func references(in pattern: String) -> [String] {
        var names: [String] = []
        var rest = pattern[...]
        while let range = PatternSyntax.nextReference(in: rest) {
            names.append(String(rest[range].dropFirst().dropLast()))
            rest = rest[range.upperBound...]
        }
        return names
    }

    /// The regular expression that Hyperscan is given.
    func expand(_ pattern: String, at excerpt: @autoclosure () -> RuleError.Excerpt) throws(RuleError) -> String {
        PatternSyntax.keptInsideBlocks(try expand(pattern, open: [], at: excerpt))
    }

    private func expand(
        _ pattern: String, open: [String], at excerpt: () -> RuleError.Excerpt
    ) throws(RuleError) -> String {
        if let problem = PatternSyntax.problem(of: pattern) {
            throw .pattern(excerpt(), pattern: pattern, problem: problem)
        }
        guard pattern.utf8.contains(UInt8(ascii: "<")) else { return pattern }
        var result = ""
        var rest = pattern[...]
        while let start = PatternSyntax.nextReference(in: rest) {
            result += rest[..<start.lowerBound]
            let name = String(rest[start].dropFirst().dropLast())
            guard let list = lists[name] else {
                let nearest = Nearest.word(to: name, among: Array(lists.keys))
                throw .pattern(
                    excerpt(), pattern: pattern,
                    problem: LocalizedText(
                        zh: "没有名为“\(name)”的词表\(nearest.map { "，是否指“\($0)”？" } ?? "；字面的 < 请写作 \\<")",
                        en: "there is no word list “\(name)”\(nearest.map { "; did you mean “\($0)”?" } ?? "; write a literal < as \\<")"))
            }
            guard !open.contains(name) else { throw .cyclicList(excerpt(), name: name) }
            var alternatives: [String] = []
            for item in list.patterns {
                alternatives.append(try expand(item.text, open: open + [name], at: { item.excerpt }))
            }
            result += "(?:" + alternatives.joined(separator: "|") + ")"
            rest = rest[start.upperBound...]
        }
        return result + rest
    }
}
