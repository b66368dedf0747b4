import KaipanText

/// Words that would except findings that were wrong, and none that was right.
public struct ExceptionCandidate: Sendable {
    /// The list of `except` that the words belong to.
    public enum Kind: String, Sendable, CaseIterable {
        case covering, clause, after
    }

    public var kind: Kind
    /// The words, as folded text has them.
    public var words: String
    /// How many of the wrong contexts they except.
    public var excepted: Int

    /// The longest words that are looked at, besides those found themselves.
    private static let longest = 6
    private static let shortest = 2
    /// More candidates than this for a rule say that the rule is wrong.
    private static let most = 12

    /// The words as a pattern in YAML.
    public var yaml: String {
        let escaped = words.map { "\\^$.[]|()?*+{}<>/".contains($0) ? "\\\($0)" : String($0) }.joined()
        // Letters, digits and Han characters need no quotation marks; a number alone would be none.
        let isPlain = words.allSatisfy { $0.isLetter || $0.isNumber } && words.contains { $0.isLetter && !$0.isASCII }
        return isPlain ? escaped : "'\(escaped.replacing("'", with: "''"))'"
    }

    /// The fewest words that except the most, found one after the other.
    ///
    /// Complexity: O(n) in the contexts, some hundreds of word groups each.
    static func candidates(wrong: [ClauseContext], right: [ClauseContext], least: Int) -> [ExceptionCandidate] {
        var groups: [Group: Set<Int>] = [:]
        var nearness: [Group: Int] = [:]
        for (index, context) in wrong.enumerated() {
            for (group, distance) in Self.groups(of: context) {
                groups[group, default: []].insert(index)
                nearness[group] = min(nearness[group] ?? .max, distance)
            }
        }
        groups = groups.filter { entry in entry.value.count >= least && !right.contains { entry.key.excepts($0) } }
        var left = Set(wrong.indices)
        var result: [ExceptionCandidate] = []
        while result.count < most {
            let best = groups.map { (group: $0.key, gain: $0.value.intersection(left).count) }.filter { $0.gain >= least }.min { a, b in
                if a.gain != b.gain { return a.gain > b.gain }
                if a.group.kind != b.group.kind { return a.group.rank < b.group.rank }
                if a.group.words.count != b.group.words.count { return a.group.words.count > b.group.words.count }
                let (near, far) = (nearness[a.group] ?? 0, nearness[b.group] ?? 0)
                return near != far ? near < far : a.group.words.lexicographicallyPrecedes(b.group.words)
            }
            guard let best, let excepted = groups[best.group] else { break }
            result.append(.init(kind: best.group.kind, words: String(best.group.words), excepted: excepted.count))
            left.subtract(excepted)
        }
        return result
    }

    /// Words in a list of `except`.
    private struct Group: Hashable {
        var kind: Kind
        var words: [Character]

        /// A longer phrase says most about why a finding was wrong.
        var rank: Int { Kind.allCases.firstIndex(of: kind) ?? 0 }

        func excepts(_ context: ClauseContext) -> Bool {
            switch kind {
            case .covering: context.isCovered(by: words)
            case .clause: context.before.contains(words)
            case .after: context.after.contains(words)
            }
        }
    }

    /// All groups of words that would except a context, with their distance from the words found.
    private static func groups(of context: ClauseContext) -> [Group: Int] {
        let isWord = { (character: Character) in character.isLetter || character.isNumber }
        let left = context.before.reversed().prefix(longest).prefix(while: isWord).count
        let right = context.after.prefix(longest).prefix(while: isWord).count
        var result: [Group: Int] = [:]
        for i in 0...left {
            for j in 0...right where i + j > 0 {
                let words = context.before.suffix(i) + context.words + context.after.prefix(j)
                result[Group(kind: .covering, words: Array(words))] = 0
            }
        }
        let add = { (kind: Kind, text: [Character]) in
            for start in text.indices {
                for length in shortest...longest where start + length <= text.count {
                    let words = Array(text[start..<(start + length)])
                    guard words.allSatisfy(isWord) else { break }
                    let distance = kind == .clause ? text.count - start - length : start
                    let group = Group(kind: kind, words: words)
                    result[group] = min(result[group] ?? .max, distance)
                }
            }
        }
        add(.clause, context.before)
        add(.after, context.after)
        return result
    }
}
