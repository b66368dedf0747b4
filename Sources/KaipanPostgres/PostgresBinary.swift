/// Values in PostgreSQL's binary format, in which numbers have their highest byte first.
enum PostgresBinary {
    static func append<Value: FixedWidthInteger>(_ value: Value, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// An array of numbers.
    static func append<Value: FixedWidthInteger>(array values: some Collection<Value>, of type: UInt32, to bytes: inout [UInt8]) {
        guard appendHeader(count: values.count, type, to: &bytes) else { return }
        for value in values {
            append(UInt32(MemoryLayout<Value>.size), to: &bytes)
            append(value, to: &bytes)
        }
    }

    /// An array of elements whose bytes are known.
    static func append(array values: [some Collection<UInt8>], of type: UInt32, to bytes: inout [UInt8]) {
        guard appendHeader(count: values.count, type, to: &bytes) else { return }
        for value in values {
            append(UInt32(value.count), to: &bytes)
            bytes.append(contentsOf: value)
        }
    }

    /// Dimensions, whether there are nulls, the elements' type, and for the only dimension its length and first index.
    /// - Returns: whether elements follow.
    private static func appendHeader(count: Int, _ type: UInt32, to bytes: inout [UInt8]) -> Bool {
        append(UInt32(count == 0 ? 0 : 1), to: &bytes)
        append(UInt32(0), to: &bytes)
        append(type, to: &bytes)
        guard count > 0 else { return false }
        append(UInt32(count), to: &bytes)
        append(UInt32(1), to: &bytes)
        return true
    }
}
