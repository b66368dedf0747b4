import Foundation
import GRDB

/// A transaction of a file.
struct SQLiteConnection: SQLConnection {
    let database: Database

    func run(_ statement: String, _ values: [SQLValue]) throws -> Int {
        let prepared = try database.cachedStatement(sql: Self.numbered(statement))
        try prepared.execute(arguments: arguments(values))
        return database.changesCount
    }

    func each(_ statement: String, _ values: [SQLValue], _ body: (SQLRow) throws -> Bool) throws {
        let prepared = try database.cachedStatement(sql: Self.numbered(statement))
        let rows = try Row.fetchCursor(prepared, arguments: arguments(values))
        while let row = try rows.next() {
            let values = row.databaseValues.map { value in
                switch value.storage {
                case .null: SQLValue.null
                case .int64(let number): SQLValue.integer(number)
                case .double(let number): SQLValue.text("\(number)")
                case .string(let text): SQLValue.text(text)
                case .blob(let data): SQLValue.bytes([UInt8](data))
                }
            }
            guard try body(SQLRow(values: Array(values))) else { return }
        }
    }

    func insert(into table: String, _ columns: [String], _ rows: [[SQLValue]], replacing key: [String]) throws {
        let prepared = try database.cachedStatement(sql: Self.numbered(Self.insertion(into: table, columns, rows: 1, replacing: key)))
        for row in rows { try prepared.execute(arguments: arguments(row)) }
    }

    private func arguments(_ values: [SQLValue]) -> StatementArguments {
        // Of this element type GRDB takes the values without a key path, which it would look up anew for every statement.
        StatementArguments(
            values.map { value -> (any DatabaseValueConvertible)? in
                switch value {
                case .null: nil
                case .integer(let number): number
                case .text(let text): text
                case .bytes(let bytes): Data(bytes)
                }
            })
    }

    /// With `?1` for `$1`, which SQLite would take for a name.
    private static func numbered(_ statement: String) -> String {
        String(decoding: statement.utf8.map { $0 == UInt8(ascii: "$") ? UInt8(ascii: "?") : $0 }, as: UTF8.self)
    }
}
