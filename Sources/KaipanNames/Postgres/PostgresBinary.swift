/// Values in PostgreSQL's binary format, in which numbers have their highest byte first.
enum PostgresBinary {
    /// The number by which PostgreSQL knows the type int4, and int8.
    private static let int4: UInt32 = 23
    private static let int8: UInt32 = 20

    static func append<Value: FixedWidthInteger>(_ value: Value, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// An array of int4 from bit patterns.
    static func append(array: some Collection<UInt32>, to bytes: inout [UInt8]) { append(array, int4, to: &bytes) }

    /// A parameter of the type int4[].
    static func array(_ values: [UInt32]) -> [UInt8] {
        var bytes: [UInt8] = []
        append(values, int4, to: &bytes)
        return bytes
    }

    /// A parameter of the type int8[].
    static func array(_ values: [Int64]) -> [UInt8] {
        var bytes: [UInt8] = []
        append(values, int8, to: &bytes)
        return bytes
    }

    /// A parameter of a number's type.
    static func number<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        var bytes: [UInt8] = []
        append(value, to: &bytes)
        return bytes
    }

    /// Dimensions, whether there are nulls, the elements' type, and for the only dimension its length and first index.
    private static func append<Value: FixedWidthInteger>(_ values: some Collection<Value>, _ type: UInt32, to bytes: inout [UInt8]) {
        append(UInt32(values.isEmpty ? 0 : 1), to: &bytes)
        append(UInt32(0), to: &bytes)
        append(type, to: &bytes)
        guard !values.isEmpty else { return }
        append(UInt32(values.count), to: &bytes)
        append(UInt32(1), to: &bytes)
        for value in values {
            append(UInt32(MemoryLayout<Value>.size), to: &bytes)
            append(value, to: &bytes)
        }
    }
}
