/// What somebody searches for.
///
/// Words are found anywhere in the text, inside other words too; `"…"` takes spaces in. `AND` (or only a space), `OR`, `NOT` (or `-` before
/// a term) and parentheses put terms together. Fields: `role:seller`, `project:`, `unit:`, `customer:`, `agent:`, `visit:` and
/// `conversation:` with a record's id, `rule:` with the id of a rule that found something, `from:2026-03-01` and `to:2026-03-31` (days in
/// China, both included), `sounds:` with a word as it is heard. Width, case, traditional characters and single spaces or quotation marks
/// between Han characters make no difference.
public struct SearchQuery: Sendable, Hashable {
    /// As it was written.
    public let text: String
    package let terms: [SearchTerm]
    package let expression: SearchExpression

    /// The most terms, and the deepest parentheses.
    static let limit = 64

    /// Reads a query.
    /// - Throws: where it stops making sense, and what was expected there.
    /// - Complexity: O(n).
    public init(_ text: String) throws(SearchQueryError) {
        var parser = SearchQueryParser(text)
        expression = try parser.query()
        terms = parser.terms
        self.text = text
    }
}
