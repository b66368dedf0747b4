import Foundation

/// A moment in milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// It is written `2026-03-01T08:30:00.000Z`, always in UTC and with three decimals, so that one moment has one spelling and spellings
/// sort as moments do.
public struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// From the year 0000 to 9999, which the spelling has room for.
    public static let range: ClosedRange<Int64> = -62_167_219_200_000...253_402_300_799_999

    /// Since 1970 in UTC, in milliseconds.
    public let milliseconds: Int64

    /// - Parameter milliseconds: since 1970 in UTC; what lies outside of `range` becomes its nearest end.
    public init(milliseconds: Int64) {
        self.milliseconds = min(max(milliseconds, Self.range.lowerBound), Self.range.upperBound)
    }

    /// The moment by the clock of this machine.
    public static func now() -> Timestamp {
        Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }

    /// Reads the canonical spelling, `YYYY-MM-DDTHH:MM:SS.mmmZ`.
    /// - Returns: nil for any other spelling, also of the same moment.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 24, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            bytes[19] == UInt8(ascii: "."), bytes[23] == UInt8(ascii: "Z"), let day = CivilDate(String(text.prefix(10))),
            let hour = Self.digits(bytes[11..<13]), hour < 24, let minute = Self.digits(bytes[14..<16]), minute < 60,
            let second = Self.digits(bytes[17..<19]), second < 60, let fraction = Self.digits(bytes[20..<23])
        else { return nil }
        milliseconds = Int64(day.daysSince1970) * 86_400_000 + (hour * 3600 + minute * 60 + second) * 1000 + fraction
    }

    /// The moment that a clock on a wall showed.
    ///
    /// - Parameters:
    ///   - hour: 0…23.
    ///   - minute: 0…59.
    ///   - second: 0…59.
    ///   - milliseconds: 0…999.
    ///   - offset: of the clock from UTC, in minutes; China keeps 480 all year.
    public init(_ day: CivilDate, hour: Int, minute: Int, second: Int = 0, milliseconds: Int = 0, offset: Int = 480) {
        let seconds = Int64(hour * 3600 + minute * 60 + second) - Int64(offset) * 60
        self.init(milliseconds: Int64(day.daysSince1970) * 86_400_000 + seconds * 1000 + Int64(milliseconds))
    }

    /// The moment a number of milliseconds later.
    public func advanced(by milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: self.milliseconds + milliseconds) }

    /// The day in China.
    public var dayInChina: CivilDate { CivilDate(daysSince1970: Self.floor(milliseconds + 8 * 3_600_000, 86_400_000)) }

    public static func < (a: Timestamp, b: Timestamp) -> Bool { a.milliseconds < b.milliseconds }

    /// The canonical spelling.
    public var description: String { spelled(offset: 0) + "Z" }

    /// As a clock in China shows it, `2026-03-01 16:30:00`.
    public var inChina: String {
        var text = spelled(offset: 480).prefix(19)
        text.replaceSubrange(text.index(text.startIndex, offsetBy: 10)...text.index(text.startIndex, offsetBy: 10), with: " ")
        return String(text)
    }

    private func spelled(offset: Int64) -> String {
        let local = milliseconds + offset * 60_000
        let day = Self.floor(local, 86_400_000)
        let rest = local - Int64(day) * 86_400_000
        let fields = [(rest / 3_600_000, 2), (rest / 60_000 % 60, 2), (rest / 1000 % 60, 2), (rest % 1000, 3)].map { value, width in
            let digits = String(value)
            return String(repeating: "0", count: width - digits.count) + digits
        }
        return "\(CivilDate(daysSince1970: day))T\(fields[0]):\(fields[1]):\(fields[2]).\(fields[3])"
    }

    private static func floor(_ value: Int64, _ divisor: Int64) -> Int {
        Int(value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor))
    }

    private static func digits(_ bytes: ArraySlice<UInt8>) -> Int64? {
        var value: Int64 = 0
        for byte in bytes {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int64(byte - 0x30)
        }
        return value
    }
}

extension Timestamp: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Timestamp(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "YYYY-MM-DDTHH:MM:SS.mmmZ")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
