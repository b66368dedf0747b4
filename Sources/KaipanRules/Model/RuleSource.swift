/// Where the parts of a rule are written, for those who help its author; the cache does not hold it.
package struct RuleSource: Sendable {
    /// The rule's identifier.
    package var id: RuleError.Excerpt
    /// One for each basis, in their order.
    package var basis: [RuleError.Excerpt] = []
    /// Every pattern, in the order in which the rule is read.
    package var patterns: [Occurrence] = []
    /// One for each example, in their order.
    package var examples: [RuleError.Excerpt] = []

    /// One pattern where a rule names it.
    package struct Occurrence: Sendable {
        package var key: Key
        /// The number of its item in `forbid` or `trigger`, or its place in another list.
        package var item: Int
        package var pattern: PatternID
        /// As its author wrote it.
        package var written: String
        package var excerpt: RuleError.Excerpt
    }

    /// The list that a pattern stands in.
    package enum Key: String, Sendable, CaseIterable {
        case forbid, trigger, counts, general, nearly
        case limitAfter = "limit.after"
        case baseAfter = "limit.of.after"
        case baseExcept = "limit.of.except"
        case extract = "promise.extract"
        case covering, clause, after, sentence, block, document, lacking

        /// Whether it excuses a hit.
        package var isException: Bool {
            switch self {
            case .covering, .clause, .after, .sentence, .block, .document, .lacking: true
            case .forbid, .trigger, .counts, .general, .nearly, .limitAfter, .baseAfter, .baseExcept, .extract: false
            }
        }

        /// The name in a rule.
        package var name: String { isException ? "except.\(rawValue)" : rawValue }
    }
}

/// A named list of words where it is written.
package struct WordListSource: Sendable {
    package var name: String
    package var excerpt: RuleError.Excerpt
    /// As their author wrote them.
    package var words: [String]
}
