/// One transaction of a database, for one thread.
package protocol SQLConnection {
    /// Runs a statement.
    /// - Returns: how many rows it changed.
    @discardableResult
    func run(_ statement: String, _ values: [SQLValue]) throws -> Int

    /// Calls a body with every row of a result, until it returns false.
    func each(_ statement: String, _ values: [SQLValue], _ body: (SQLRow) throws -> Bool) throws

    /// Inserts many rows; in one message where the engine is on another machine.
    ///
    /// - Parameter replacing: the columns of the key; a row that has the same key is replaced.
    func insert(into table: String, _ columns: [String], _ rows: [[SQLValue]], replacing key: [String]) throws
}

extension SQLConnection {
    /// Runs a statement without values.
    @discardableResult
    package func run(_ statement: String) throws -> Int { try run(statement, []) }

    func insert(into table: String, _ columns: [String], _ rows: [[SQLValue]]) throws {
        try insert(into: table, columns, rows, replacing: [])
    }

    /// All rows of a result.
    package func rows(_ statement: String, _ values: [SQLValue] = []) throws -> [SQLRow] {
        var rows: [SQLRow] = []
        try each(statement, values) {
            rows.append($0)
            return true
        }
        return rows
    }

    /// The first row of a result.
    package func first(_ statement: String, _ values: [SQLValue] = []) throws -> SQLRow? {
        var found: SQLRow?
        try each(statement, values) {
            found = $0
            return false
        }
        return found
    }
}

extension SQLConnection {
    /// `insert into` with `$1`, `$2` … for a number of rows.
    static func insertion(into table: String, _ columns: [String], rows: Int, replacing key: [String]) -> String {
        var statement = "insert into \(table) (\(columns.joined(separator: ", "))) values "
        // Every append comes here a few times.
        for row in 0..<rows {
            for column in 1...columns.count {
                statement += column > 1 ? ", $" : row > 0 ? ", ($" : "($"
                statement += String(row * columns.count + column)
            }
            statement += ")"
        }
        if !key.isEmpty {
            let rest = columns.filter { !key.contains($0) }.map { "\($0) = excluded.\($0)" }
            statement += " on conflict (\(key.joined(separator: ", "))) do update set \(rest.joined(separator: ", "))"
        }
        return statement
    }
}
