extension PostgresRow {
    /// A field as what its column's type makes it, for whoever does not know the statement.
    ///
    /// - Returns: nil for a type that is neither an integer, nor text, nor bytea.
    package func value(_ column: Int) -> PostgresValue? {
        let type = rows.type(column)
        guard !isNull(column) else { return .null }
        switch type {
        case PostgresType.int8, PostgresType.int4, PostgresType.int2, PostgresType.oid, PostgresType.bool:
            return integer(column).map(PostgresValue.integer)
        case PostgresType.text, PostgresType.varchar, PostgresType.name, PostgresType.unknown: return text(column).map(PostgresValue.text)
        case PostgresType.bytea: return bytes(column).map(PostgresValue.bytes)
        default: return nil
        }
    }

    /// How many fields the row has.
    package var count: Int { rows.columnCount }
}
