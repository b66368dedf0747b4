import KaipanText

/// A name for a record that means nothing: a ULID, 26 characters of Crockford's base 32, the time in milliseconds and 80 random bits.
public struct RecordID: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let description: String

    private static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// - Parameters:
    ///   - time: what the name sorts by.
    public init(at time: Timestamp, using generator: inout some RandomNumberGenerator) {
        let milliseconds = UInt64(max(0, time.milliseconds))
        self.init(high: milliseconds << 16 | UInt64(generator.next() as UInt16), low: generator.next())
    }

    /// A name of the first 128 bits of a hash.
    init(bits hash: [UInt8]) {
        let words = [0, 8].map { start in hash[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) } }
        self.init(high: words[0], low: words[1])
    }

    private init(high: UInt64, low: UInt64) {
        // 128 bits in groups of five from the right, with two zero bits before them.
        var bytes = [UInt8](repeating: 0, count: 26)
        for place in 0..<26 {
            let shift = (25 - place) * 5
            let value: UInt64 =
                if shift >= 64 { high >> UInt64(shift - 64) }
                else if shift > 59 { low >> UInt64(shift) | high << UInt64(64 - shift) }
                else { low >> UInt64(shift) }
            bytes[place] = Self.digits[Int(value & 31)]
        }
        description = String(decoding: bytes, as: UTF8.self)
    }

    /// A new name, of now.
    public static func new() -> RecordID {
        var generator = SystemRandomNumberGenerator()
        return RecordID(at: .now(), using: &generator)
    }

    /// - Returns: nil where the text is no ULID in capitals.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 26, bytes[0] <= UInt8(ascii: "7"), bytes.allSatisfy(Self.digits.contains) else { return nil }
        description = text
    }

    public static func < (a: RecordID, b: RecordID) -> Bool { a.description.utf8.lexicographicallyPrecedes(b.description.utf8) }
}

extension RecordID: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = RecordID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "ULID")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
