/// Rows on their way to a table, sent whenever a block is full.
package final class PostgresCopy {
    private let send: ([UInt8]) throws(PostgresError) -> Void
    private var bytes: [UInt8]
    private static let blockSize = 256 << 10

    init(_ send: @escaping ([UInt8]) throws(PostgresError) -> Void) {
        self.send = send
        bytes = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00]
        // No flags, and no further header.
        bytes.append(contentsOf: [UInt8](repeating: 0, count: 8))
        bytes.reserveCapacity(Self.blockSize + 4096)
    }

    /// Begins a row; its fields must follow.
    package func row(fields: Int) throws(PostgresError) {
        if bytes.count >= Self.blockSize {
            try send(bytes)
            bytes.removeAll(keepingCapacity: true)
        }
        PostgresBinary.append(Int16(fields), to: &bytes)
    }

    package func add<Value: FixedWidthInteger>(_ value: Value) {
        PostgresBinary.append(Int32(MemoryLayout<Value>.size), to: &bytes)
        PostgresBinary.append(value, to: &bytes)
    }

    /// A text; PostgreSQL's have no NUL, which is left out.
    package func add(_ text: String?) {
        guard let text else { return PostgresBinary.append(Int32(-1), to: &bytes) }
        let utf8 = text.utf8.filter { $0 != 0 }
        PostgresBinary.append(Int32(utf8.count), to: &bytes)
        bytes.append(contentsOf: utf8)
    }

    package func add(bytea: [UInt8]) {
        PostgresBinary.append(Int32(bytea.count), to: &bytes)
        bytes.append(contentsOf: bytea)
    }

    package func add(array values: some Collection<UInt32>) {
        let start = bytes.count
        PostgresBinary.append(Int32(0), to: &bytes)
        PostgresBinary.append(array: values, of: PostgresType.int4, to: &bytes)
        let size = UInt32(bytes.count - start - 4)
        for index in 0..<4 { bytes[start + index] = UInt8(truncatingIfNeeded: size >> UInt32(24 - index * 8)) }
    }

    /// Sends what is left, with the trailer.
    func finish() throws(PostgresError) {
        PostgresBinary.append(Int16(-1), to: &bytes)
        try send(bytes)
        bytes.removeAll()
    }
}
