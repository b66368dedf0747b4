import Foundation

/// A day of the calendar without a time or a zone, as laws name their days.
public struct CivilDate: Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
    /// The date as one number, `20151001`, which orders and stores well.
    package let number: Int32

    /// A date written `YYYY-MM-DD`.
    /// - Returns: nil where the text is no day of the calendar.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        // `Int32` would also take a sign.
        guard parts.map(\.utf8.count) == [4, 2, 2], parts.joined().utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let year = Int32(parts[0]), let month = Int32(parts[1]), let day = Int32(parts[2]),
            (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day)
        else { return nil }
        number = year * 10_000 + month * 100 + day
    }

    /// The day in China now.
    public static func today() -> CivilDate {
        // By arithmetic, because a calendar loads time zones and locales for it; China keeps one time all year.
        let day = Int((Date().timeIntervalSince1970 + 8 * 3600) / 86_400)
        return CivilDate(daysSince1970: day)
    }

    /// The day a number of days after 1970-01-01, or before it, from the year 0 on.
    ///
    /// Counts in eras of 400 years that begin on 1 March, so that the leap day is the last of a year.
    package init(daysSince1970 day: Int) {
        // January and February of the year 0 belong to the era before.
        let shifted = day + 719_468 + 146_097
        let era = shifted / 146_097 - 1
        let ofEra = shifted % 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * ofYear + 2) / 153
        let civilMonth = month < 10 ? month + 3 : month - 9
        let year = era * 400 + yearOfEra + (civilMonth <= 2 ? 1 : 0)
        self.init(number: Int32(year * 10_000 + civilMonth * 100 + ofYear - (153 * month + 2) / 5 + 1))
    }

    /// How many days after 1970-01-01 the day is; negative before.
    package var daysSince1970: Int {
        let month = Int(number / 100 % 100), day = Int(number % 100)
        let year = Int(number / 10_000) - (month <= 2 ? 1 : 0) + 400
        let ofEra = year % 400
        let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return (year / 400 - 1) * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }

    package init(number: Int32) {
        self.number = number
    }

    private static func days(in month: Int32, of year: Int32) -> Int32 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    public static func < (a: CivilDate, b: CivilDate) -> Bool { a.number < b.number }

    public var description: String {
        let digits = String(number)
        let padded = String(repeating: "0", count: max(0, 8 - digits.count)) + digits
        return "\(padded.prefix(4))-\(padded.dropFirst(4).prefix(2))-\(padded.suffix(2))"
    }

    public init(from decoder: any Decoder) throws {
        number = try decoder.singleValueContainer().decode(Int32.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}
