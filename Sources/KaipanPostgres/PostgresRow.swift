/// One row of a result, with its fields by the columns' places from 0.
///
/// To read a field as another type than its column's is a mistake in the program and ends it; null is nil for every type.
package struct PostgresRow {
    let rows: PostgresRows
    let row: Int

    init(_ rows: PostgresRows, _ row: Int) {
        self.rows = rows
        self.row = row
    }

    package func isNull(_ column: Int) -> Bool { rows.isNull(row, column) }

    /// A field of the type int8, int4, int2, oid or bool. `sum(int8)` is none of these: cast it to int8.
    package func integer(_ column: Int) -> Int64? {
        let type = rows.type(column)
        guard !isNull(column) else { return nil }
        switch type {
        case PostgresType.int8: return rows.number(row, column, Int64.self)
        case PostgresType.int4: return Int64(rows.number(row, column, Int32.self))
        case PostgresType.int2: return Int64(rows.number(row, column, Int16.self))
        case PostgresType.oid: return Int64(rows.number(row, column, UInt32.self))
        case PostgresType.bool: return Int64(rows.number(row, column, UInt8.self))
        default: preconditionFailure("\(rows.name(column)) is no integer but of type \(type)")
        }
    }

    /// A field of the type text, varchar or name, or a literal.
    package func text(_ column: Int) -> String? {
        let type = rows.type(column)
        guard !isNull(column) else { return nil }
        switch type {
        case PostgresType.text, PostgresType.varchar, PostgresType.name, PostgresType.unknown: return rows.text(row, column)
        default: preconditionFailure("\(rows.name(column)) is no text but of type \(type)")
        }
    }

    /// A field of the type bytea.
    package func bytes(_ column: Int) -> [UInt8]? {
        let type = rows.type(column)
        guard !isNull(column) else { return nil }
        precondition(type == PostgresType.bytea, "\(rows.name(column)) is no bytea but of type \(type)")
        return Array(rows.bytes(row, column))
    }
}
