import CPostgreSQL

/// The rows that a statement gave, in the binary format; freed with the value's last use.
package final class PostgresRows {
    @usableFromInline let result: OpaquePointer

    init(_ result: OpaquePointer) {
        self.result = result
    }

    deinit { PQclear(result) }

    @inlinable package var count: Int { Int(PQntuples(result)) }

    /// How many rows the statement inserted, changed or deleted; 0 for other statements.
    package var changedCount: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

    /// What the server says it did, like `INSERT 0 1`.
    var commandTag: String { String(cString: PQcmdStatus(result)) }

    package subscript(row: Int) -> PostgresRow { PostgresRow(self, row) }

    // MARK: - Fields

    package func isNull(_ row: Int, _ column: Int) -> Bool { PQgetisnull(result, Int32(row), Int32(column)) == 1 }

    /// The bytes of a field, valid as long as the rows are; empty where it is null.
    @inlinable @inline(__always)
    package func bytes(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: PQgetvalue(result, Int32(row), Int32(column)), count: Int(PQgetlength(result, Int32(row), Int32(column))))
    }

    /// A number of the type that the column has; 0 where the field is null or of another width.
    @inlinable @inline(__always)
    package func number<Value: FixedWidthInteger>(_ row: Int, _ column: Int, _ type: Value.Type) -> Value {
        let bytes = bytes(row, column)
        guard bytes.count == MemoryLayout<Value>.size else { return 0 }
        return Value(bigEndian: bytes.loadUnaligned(as: Value.self))
    }

    /// A text; empty where the field is null.
    @inlinable
    package func text(_ row: Int, _ column: Int) -> String { String(decoding: bytes(row, column), as: UTF8.self) }

    /// How many columns the rows have.
    var columnCount: Int { Int(PQnfields(result)) }

    func type(_ column: Int) -> UInt32 {
        precondition(column < PQnfields(result), "the statement gives no column \(column)")
        return PQftype(result, Int32(column))
    }

    /// The name that the statement gives a column, for messages.
    func name(_ column: Int) -> String { PQfname(result, Int32(column)).map { String(cString: $0) } ?? "?" }
}

extension PostgresRows: Sequence {
    /// The rows in the server's order.
    package func makeIterator() -> some IteratorProtocol<PostgresRow> { (0..<count).lazy.map { self[$0] }.makeIterator() }
}
