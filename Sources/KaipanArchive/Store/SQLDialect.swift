/// The words in which the two engines differ.
package enum SQLDialect: Sendable {
    case sqlite
    case postgres

    /// Fills in the type of bytes and the endings of tables.
    ///
    /// Statements say `{bytes}`, `{integer}`, and `{strict}` at the end of a table, `{strict-key}` where its rows lie in the order of its key.
    func spelled(_ statement: String) -> String {
        var statement = statement
        let words: [(String, String)] =
            switch self {
            case .sqlite:
                [("{bytes}", "blob"), ("{integer}", "integer"), ("{strict}", " strict"), ("{strict-key}", " strict, without rowid")]
            case .postgres:
                [("{bytes}", "bytea"), ("{integer}", "bigint"), ("{strict}", ""), ("{strict-key}", "")]
            }
        for (word, meaning) in words { statement = statement.split(separator: word, omittingEmptySubsequences: false).joined(separator: meaning) }
        return statement
    }

    /// The statement after which the engine keeps no samples of a column's values for its plans; nil where it never does.
    func unsampled(_ column: String, of table: String) -> String? {
        self == .sqlite ? nil : "alter table \(table) alter column \(column) set statistics 0"
    }

    /// The end of a query that keeps other writers from the row until the transaction ends; with SQLite the transaction does so itself.
    var forUpdate: String { self == .sqlite ? "" : " for update" }
}
