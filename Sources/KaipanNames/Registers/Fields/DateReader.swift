import KaipanText

/// Reads dates as registers write them: 2024-01-02, 2024/1/2, 2024.1.2, 2024年1月2日, 20240102, each with or without a time.
enum DateReader {
    /// The first date of a text and the last, which differ in 2020-01-01至2029-12-31; nil where there is none.
    /// - Parameter bytes: with ASCII digits.
    static func dates(in bytes: UnsafeBufferPointer<UInt8>) -> (first: CivilDate, last: CivilDate)? {
        var found: (first: CivilDate, last: CivilDate)?
        var index = 0
        while index < bytes.count {
            guard ByteText.isDigit(bytes[index]) else {
                index += 1
                continue
            }
            let (year, length) = number(in: bytes, at: index)
            var date: CivilDate?
            if length == 8 || length == 14 {
                let number = length == 8 ? year : year / 1_000_000
                date = self.date(year: number / 10_000, month: number / 100 % 100, day: number % 100)
                index += length
            } else if length == 4, let month = part(in: bytes, behind: index + 4), let day = part(in: bytes, behind: month.end) {
                date = self.date(year: year, month: month.value, day: day.value)
                index = day.end
            } else {
                index += length
            }
            if let date { found = (found?.first ?? date, date) }
        }
        return found
    }

    private static func number(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> (value: Int, length: Int) {
        var value = 0
        var index = start
        while index < bytes.count, ByteText.isDigit(bytes[index]) {
            if index - start < 15 { value = value * 10 + Int(bytes[index] - 0x30) }
            index += 1
        }
        return (value, index - start)
    }

    /// The month or day behind a separator: - / . or 年 月 (three bytes each).
    private static func part(in bytes: UnsafeBufferPointer<UInt8>, behind start: Int) -> (value: Int, end: Int)? {
        var index = start
        while index < bytes.count, index - start < 5, !ByteText.isDigit(bytes[index]) { index += 1 }
        guard index > start, index < bytes.count, ByteText.isDigit(bytes[index]) else { return nil }
        let (value, length) = number(in: bytes, at: index)
        return length <= 2 ? (value, index + length) : nil
    }

    private static func date(year: Int, month: Int, day: Int) -> CivilDate? {
        guard (1800...2299).contains(year), (1...12).contains(month), (1...days(in: month, of: year)).contains(day) else { return nil }
        return CivilDate(number: Int32(year * 10_000 + month * 100 + day))
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
