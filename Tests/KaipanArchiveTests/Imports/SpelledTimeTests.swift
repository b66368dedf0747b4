import KaipanArchive
import KaipanText
import Testing

@Suite struct SpelledTimeTests {
    @Test(arguments: [
        ("2026-03-01 10:00:05", "2026-03-01T02:00:05.000Z"), ("2026/3/1 10:00", "2026-03-01T02:00:00.000Z"),
        ("2026.03.01 10:00:05.25", "2026-03-01T02:00:05.250Z"),
        ("2026年3月1日10:00:05", "2026-03-01T02:00:05.000Z"), ("2026年3月1日 上午10:00", "2026-03-01T02:00:00.000Z"),
        ("2026年3月1日 下午3点05分", "2026-03-01T07:05:00.000Z"),
        ("2026-03-01 中午12:30", "2026-03-01T04:30:00.000Z"), ("2026-03-01 中午11:30", "2026-03-01T03:30:00.000Z"), ("2026-03-01 凌晨12:10", "2026-02-28T16:10:00.000Z"),
        ("2026-03-01 晚上11:59:59", "2026-03-01T15:59:59.000Z"),
        ("2026-03-01T10:00:05Z", "2026-03-01T10:00:05.000Z"), ("2026-03-01T10:00:05.123456+08:00", "2026-03-01T02:00:05.123Z"),
        ("2026-03-01T10:00:05-0330", "2026-03-01T13:30:05.000Z"), ("2026-03-01 10:00:05 +0800", "2026-03-01T02:00:05.000Z"),
        ("1772330405", "2026-03-01T02:00:05.000Z"), ("1772330405123", "2026-03-01T02:00:05.123Z"),
    ])
    func `moments are read in their usual spellings`(text: String, moment: String) throws {
        #expect(SpelledTime.whole(text, offset: 480) == .moment(try #require(Timestamp(moment))))
    }

    @Test(arguments: [
        ("00:12", SpelledTime.two(first: 0, second: 12, milliseconds: 0)), ("75:30.5", .two(first: 75, second: 30, milliseconds: 500)),
        ("1:02:03", .three(3_723_000)),
        ("00:00:01,250", .three(1250)), ("10时05分03秒", .three(36_303_000)), ("下午3:05", .ofDay(54_300_000)), ("上午12:05", .ofDay(43_500_000)),
    ])
    func `times without a day are read as what they may mean`(text: String, time: SpelledTime) {
        #expect(SpelledTime.whole(text, offset: 480) == time)
    }

    @Test(arguments: ["", "10", "10:5", "2026-02-30 10:00", "2026-03-01", "2026-03-01 25:00", "2026-03-01 10:61", "10:00:61", "10:00x",
        "12345678901", "2026-03-01 10:00:05 +08"])
    func `what is no time is none`(text: String) {
        #expect(SpelledTime.whole(text, offset: 480) == nil)
    }

    @Test func `times of day go on past midnight`() {
        var line = TimeLine(first: .two(first: 23, second: 58, milliseconds: 0), day: CivilDate("2026-03-01"), options: ImportOptions())
        #expect(line.place(.two(first: 23, second: 58, milliseconds: 0)).moment == Timestamp("2026-03-01T15:58:00.000Z"))
        #expect(line.place(.two(first: 0, second: 3, milliseconds: 0)).moment == Timestamp("2026-03-01T16:03:00.000Z"))
        // A minute back is a clock that was set, not another day.
        #expect(line.place(.two(first: 0, second: 2, milliseconds: 0)).moment == Timestamp("2026-03-01T16:02:00.000Z"))
    }

    @Test(arguments: [
        ("0", 0), ("1.0005", 1001), ("1.0004999999", 1000), ("2.3400000000000003", 2340), ("2.3405", 2341), ("0.0005", 1),
        ("1e3", 1_000_000), ("1.5e-3", 2),
        ("1.4e-3", 1), ("5E-4", 1), ("4.9E-4", 0), ("-0.0004", 0), ("999999999999.9994", 999_999_999_999_999),
        ("1e-9999", 0),
    ] as [(String, Int64)])
    func `seconds become milliseconds by rounding their digits`(text: String, milliseconds: Int64) {
        #expect(DecimalText.duration(text, inSeconds: true) == milliseconds)
    }

    @Test(arguments: ["", "-", "1.", ".5", "1e", "1e99", "1x", "+1", "9223372036854775.808", "1000000000000.001", "-1.5", "-0.0005", "NaN", "1e99999999999999999999", "1e-9223372036854775808"])
    func `what is no number, or too large, is none`(text: String) {
        #expect(DecimalText.duration(text, inSeconds: true) == nil)
    }

    @Test(arguments: [("12", 12), ("12.0", 12), ("1.2e1", 12), ("-9223372036854775808", Int64.min), ("9223372036854775807", .max),
        ("9007199254740993", 9_007_199_254_740_993)])
    func `whole numbers are exact however they are written`(text: String, value: Int64) {
        #expect(DecimalText.integer(text) == value)
    }

    @Test(arguments: ["12.5", "9223372036854775808", "0x10", " 1", "1_000"])
    func `numbers that are not whole or do not fit are none`(text: String) {
        #expect(DecimalText.integer(text) == nil)
    }
}
