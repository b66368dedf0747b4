import Foundation
import KaipanText
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        (0 as Int64, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (1_772_353_800_123, "2026-03-01T08:30:00.123Z"), (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ])
    func `one moment has one spelling`(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).description == text)
        #expect(Timestamp(text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "2026-03-01T08:30:00Z", "2026-03-01 08:30:00.123Z", "2026-02-29T08:30:00.123Z", "2026-03-01T24:00:00.000Z",
        "2026-03-01T08:30:00.123+08:00", "2026-03-01T08:60:00.000Z", "２026-03-01T08:30:00.12Z", "",
    ])
    func `other spellings are refused`(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func `agrees with the calendar over its whole range`() throws {
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withInternetDateTime]
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            // Foundation's calendar changes to the Julian one before 1582.
            let seconds = Int64.random(in: -12_000_000_000...253_402_300_799, using: &generator)
            let moment = Timestamp(milliseconds: seconds * 1000)
            let expected = formatter.string(from: Date(timeIntervalSince1970: TimeInterval(seconds)))
            #expect(moment.description == expected.replacing("Z", with: ".000Z"))
            #expect(Timestamp(moment.description) == moment)
        }
    }

    @Test func `a clock on a wall in China is eight hours ahead`() throws {
        let day = try #require(CivilDate("2026-03-01"))
        let moment = Timestamp(day, hour: 7, minute: 59, second: 30)
        #expect(moment.description == "2026-02-28T23:59:30.000Z")
        #expect(moment.inChina == "2026-03-01 07:59:30")
        #expect(moment.dayInChina == day)
    }
}
