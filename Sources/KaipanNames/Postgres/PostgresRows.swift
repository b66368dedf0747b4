import CPostgreSQL

/// The rows that a statement gave, in the binary format; freed with the value's last use.
final class PostgresRows {
    private let result: OpaquePointer

    init(_ result: OpaquePointer) {
        self.result = result
    }

    deinit { PQclear(result) }

    var count: Int { Int(PQntuples(result)) }

    /// The bytes of a field, valid as long as the rows are; empty where it is null.
    @inline(__always)
    func bytes(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: PQgetvalue(result, Int32(row), Int32(column)), count: Int(PQgetlength(result, Int32(row), Int32(column))))
    }

    /// A number of the type that the column has; 0 where the field is null or of another width.
    @inline(__always)
    func number<Value: FixedWidthInteger>(_ row: Int, _ column: Int, _ type: Value.Type) -> Value {
        let bytes = bytes(row, column)
        guard bytes.count == MemoryLayout<Value>.size else { return 0 }
        return Value(bigEndian: bytes.loadUnaligned(as: Value.self))
    }

    func text(_ row: Int, _ column: Int) -> String { String(decoding: bytes(row, column), as: UTF8.self) }
}
