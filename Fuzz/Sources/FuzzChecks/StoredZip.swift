/// Writes a ZIP archive whose entries are not compressed.
struct StoredZip {
    private var body: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    mutating func add(_ name: String, _ bytes: [UInt8]) {
        let offset = body.count
        // Version, flags, method, time, date, checksum, sizes, length of the name and of what is extra.
        let common =
            Self.short(20) + Self.short(0x0800) + Self.short(0) + Self.short(0) + Self.short(0x21) + Self.long(Self.checksum(bytes))
            + Self.long(bytes.count) + Self.long(bytes.count) + Self.short(name.utf8.count) + Self.short(0)
        body += Self.long(0x0403_4B50) + common + name.utf8 + bytes
        directory += Self.long(0x0201_4B50) + Self.short(20) + common + Self.short(0) + Self.short(0) + Self.short(0)
        directory += Self.long(0) + Self.long(offset) + name.utf8
        count += 1
    }

    func finished() -> [UInt8] {
        body + directory + Self.long(0x0605_4B50) + Self.short(0) + Self.short(0) + Self.short(count) + Self.short(count)
            + Self.long(directory.count) + Self.long(body.count) + Self.short(0)
    }

    private static func short(_ value: Int) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8 & 0xFF)] }
    private static func long(_ value: Int) -> [UInt8] { short(value & 0xFFFF) + short(value >> 16) }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }

    /// The CRC-32 of ISO 3309.
    private static func checksum(_ bytes: [UInt8]) -> Int {
        let value = bytes.reduce(~UInt32(0)) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
        return Int(~value)
    }
}
