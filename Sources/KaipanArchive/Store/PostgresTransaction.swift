import KaipanPostgres

/// A transaction on a server.
struct PostgresTransaction: SQLConnection {
    let connection: PostgresConnection

    func run(_ statement: String, _ values: [SQLValue]) throws -> Int {
        try connection.query(statement, values.map(Self.value)).changedCount
    }

    func each(_ statement: String, _ values: [SQLValue], _ body: (SQLRow) throws -> Bool) throws {
        // Taken whole, because the body may ask the same connection for more.
        for row in try connection.query(statement, values.map(Self.value)) {
            guard try body(row.values()) else { return }
        }
    }

    func insert(into table: String, _ columns: [String], _ rows: [[SQLValue]], replacing key: [String]) throws {
        // A message has 65,535 values at most; statements of few lengths are planned once each.
        let limit = max(1, min(256, 65_535 / columns.count))
        var rest = rows[...]
        while !rest.isEmpty {
            let count = rest.count >= limit ? limit : 1 << (Int.bitWidth - 1 - rest.count.leadingZeroBitCount)
            let statement = Self.insertion(into: table, columns, rows: count, replacing: key)
            _ = try connection.query(statement, rest.prefix(count).joined().map(Self.value))
            rest = rest.dropFirst(count)
        }
    }

    private static func value(_ value: SQLValue) -> PostgresValue {
        switch value {
        case .null: .null
        case .integer(let number): .integer(number)
        case .text(let text): .text(text)
        case .bytes(let bytes): .bytes(bytes)
        }
    }
}

extension PostgresRow {
    /// The values as the archive knows them.
    fileprivate func values() throws -> SQLRow {
        try SQLRow(values: (0..<count).map { column in
            switch value(column) {
            case .null: .null
            case .integer(let number): .integer(number)
            case .text(let text): .text(text)
            case .bytes(let bytes): .bytes(bytes)
            default: throw ArchiveError.damaged(object: "column \(column)", reason: Damage.malformed("type"))
            }
        })
    }
}
