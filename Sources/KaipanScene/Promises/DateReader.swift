import Foundation
import KaipanText

/// Finds days, months, quarters and halves of years in a talk, also relative ones: 明年六月底, 年底前, 再过十八个月.
struct DateReader {
    let text: FoldedPassage
    /// The day on which it was said; without it what is relative means nothing.
    let today: CivilDate?

    /// A date with its place in the folded text.
    typealias Found = (range: Range<Int>, date: ClaimDate)

    /// All dates of a range, in its order.
    func dates(in range: Range<Int>) -> [Found] {
        var found: [Found] = []
        var position = range.lowerBound
        while position < range.upperBound {
            if text.bytes[position] & 0xC0 != 0x80, let date = date(at: position, end: range.upperBound) {
                found.append(date)
                position = date.range.upperBound
            } else {
                position += 1
            }
        }
        return found
    }

    private var year: Int? { today.map { Int($0.number) / 10_000 } }
    private var month: Int? { today.map { Int($0.number) / 100 % 100 } }

    /// The date that begins at an offset.
    private func date(at start: Int, end: Int) -> Found? {
        if let (given, after) = yearNumber(at: start, end) { return part(of: given, from: after, start: start, end: end) ?? (start..<after, whole(given)) }
        for (word, offset) in [("今年", 0), ("本年度", 0), ("本年", 0), ("明年", 1), ("后年", 2), ("大后年", 3)] where has(word, at: start) {
            guard let year else { return nil }
            let after = start + word.utf8.count
            return part(of: year + offset, from: after, start: start, end: end) ?? (start..<after, whole(year + offset))
        }
        for (word, offset) in [("下个月", 1), ("下月", 1), ("这个月", 0), ("本月", 0)] where has(word, at: start) {
            guard let year, let month else { return nil }
            let number = month - 1 + offset
            let after = start + word.utf8.count
            let (date, next) = monthPart(of: number % 12 + 1, year + number / 12, from: after, end)
            return (start..<next, date)
        }
        if let relative = relative(at: start, end) { return relative }
        // Without a year: the next one that comes.
        guard let year, let month else { return nil }
        if has("年底", at: start) || has("年末", at: start) {
            guard previousIsNoNumber(start) else { return nil }
            return (start..<start + 6, ClaimDate(first: day(year, 12, 1), last: day(year, 12, 31), precision: .month))
        }
        if has("月底", at: start), previousIsNoNumber(start) {
            return (start..<start + 6, ClaimDate(first: day(year, month, 21), last: lastDay(year, month), precision: .month))
        }
        if let (number, after) = number(at: start, end), (1...12).contains(number), has("月", at: after), after + 3 <= end, previousIsNoNumber(start) {
            if ["内", "以内", "之内"].contains(where: { has($0, at: after + 3) }) { return nil }
            let (date, next) = monthPart(of: number, number < month ? year + 1 : year, from: after + 3, end)
            return (start..<next, date)
        }
        for (word, wordMonth, wordDay) in [("国庆", 10, 1), ("五一", 5, 1), ("元旦", 1, 1)] where has(word, at: start) {
            let date = day(year, wordMonth, wordDay)
            let chosen = today.map { date < $0 } == true ? day(year + 1, wordMonth, wordDay) : date
            return (start..<start + word.utf8.count, ClaimDate(first: chosen, last: chosen, precision: .day))
        }
        for (word, range) in [("上半年", 1...6), ("下半年", 7...12)] where has(word, at: start) {
            let chosen = range.upperBound < month ? year + 1 : year
            return (start..<start + 9, months(chosen, range, .half))
        }
        return nil
    }

    /// 2027年, 27年, 二〇二七年, 2027-06-30, 2027.6.30; the year, and where it ends.
    private func yearNumber(at start: Int, _ end: Int) -> (Int, Int)? {
        guard previousIsNoNumber(start), let (number, after) = number(at: start, end) else { return nil }
        let isFour = after - start == 4 || after - start == 12
        if (1990...2100).contains(number), isFour {
            if has("年", at: after) { return (number, after + 3) }
            // 2024底: recognition drops 年.
            if ["底", "末", "初"].contains(where: { has($0, at: after) }) { return (number, after) }
            if let next = byte(after), "-./".utf8.contains(next), self.number(at: after + 1, end) != nil { return (number, after) }
        }
        // 27年6月, 27年底: two figures are a year only before a month or a part of it.
        let isTwo = after - start == 2 || after - start == 6
        if (20...60).contains(number), isTwo, has("年", at: after), part(of: 2000 + number, from: after + 3, start: start, end: end) != nil {
            return (2000 + number, after + 3)
        }
        return nil
    }

    /// What is named behind a year: a month, a day, a quarter, a half, its beginning or end.
    private func part(of year: Int, from offset: Int, start: Int, end: Int) -> Found? {
        var offset = offset
        if has("的", at: offset) { offset += 3 }
        if let next = byte(offset), "-./".utf8.contains(next) {
            guard let (month, after) = number(at: offset + 1, end), (1...12).contains(month) else { return nil }
            if byte(after) == next, let (number, last) = number(at: after + 1, end), let date = civil(year, month, number) {
                return (start..<last, ClaimDate(first: date, last: date, precision: .day))
            }
            return (start..<after, months(year, month...month, .month))
        }
        for (word, range, precision) in Self.parts where has(word, at: offset) && offset + word.utf8.count <= end {
            return (start..<offset + word.utf8.count, months(year, range, precision))
        }
        for (word, wordMonth, wordDay) in [("国庆", 10, 1), ("五一", 5, 1), ("元旦", 1, 1)] where has(word, at: offset) {
            let date = day(year, wordMonth, wordDay)
            return (start..<offset + word.utf8.count, ClaimDate(first: date, last: date, precision: .day))
        }
        let isOrdinal = has("第", at: offset)
        guard let (number, after) = number(at: isOrdinal ? offset + 3 : offset, end) else { return nil }
        for word in ["季度", "季"] where has(word, at: after) && (1...4).contains(number) {
            return (start..<after + word.utf8.count, months(year, number * 3 - 2...number * 3, .quarter))
        }
        guard !isOrdinal, (1...12).contains(number), has("月", at: after) else { return nil }
        let (date, next) = monthPart(of: number, year, from: after + 3, end)
        return (start..<next, date)
    }

    private static let parts: [(String, ClosedRange<Int>, ClaimDate.Precision)] = [
        ("上半年", 1...6, .half), ("下半年", 7...12, .half), ("年底", 12...12, .month), ("底", 12...12, .month), ("年末", 12...12, .month), ("末", 12...12, .month),
        ("年初", 1...2, .month), ("初", 1...2, .month), ("年中", 6...7, .month), ("春节", 1...2, .month), ("春天", 3...5, .quarter), ("夏天", 6...8, .quarter),
        ("秋天", 9...11, .quarter), ("秋季", 9...11, .quarter),
    ]

    /// What is named behind a month: a day, its beginning, middle or end.
    private func monthPart(of month: Int, _ year: Int, from offset: Int, _ end: Int) -> (ClaimDate, Int) {
        if let (number, after) = number(at: offset, end), has("日", at: after) || has("号", at: after), let date = civil(year, month, number) {
            return (ClaimDate(first: date, last: date, precision: .day), after + 3)
        }
        for (word, from, to) in [("上旬", 1, 10), ("中旬", 11, 20), ("下旬", 21, 0), ("月底", 21, 0), ("底", 21, 0), ("末", 21, 0), ("初", 1, 10)] where has(word, at: offset) {
            let last = to == 0 ? lastDay(year, month) : day(year, month, to)
            return (ClaimDate(first: day(year, month, from), last: last, precision: .month), offset + word.utf8.count)
        }
        let next = has("份", at: offset) ? offset + 3 : offset
        return (months(year, month...month, .month), next)
    }

    /// 十八个月后, 两年内, 半年就, 再过一年: from the day on which it was said; nil where nobody knows it.
    private func relative(at start: Int, _ end: Int) -> Found? {
        guard previousIsNoNumber(start), let quantity = QuantityParser.quantities(in: text.bytes, range: start..<end).first,
            quantity.range.lowerBound == start, quantity.unit == .month || quantity.unit == .year || quantity.unit == .day
        else { return nil }
        let after = quantity.range.upperBound
        // 交房后 90 天内 counts from another day.
        if text.contains(["交房", "交付", "入住", "收房", "交楼", "签约", "签订", "之日起", "付清"], in: max(0, start - 24)..<start) { return nil }
        guard let word = ["以后", "之后", "后", "以内", "之内", "内"].first(where: { has($0, at: after) }) ?? (text.contains(["再过", "过"], in: max(0, start - 6)..<start) ? "" : nil),
            let today
        else { return nil }
        let range = start..<after + word.utf8.count
        let isDeadline = word.utf8.elementsEqual("内".utf8) || word.utf8.elementsEqual("以内".utf8) || word.utf8.elementsEqual("之内".utf8)
        let target: CivilDate
        if quantity.unit == .day {
            target = CivilDate(daysSince1970: today.daysSince1970 + NSDecimalNumber(decimal: quantity.value).intValue)
        } else {
            let count = NSDecimalNumber(decimal: quantity.value(in: .month) ?? 0).intValue
            guard (1...600).contains(count) else { return nil }
            target = later(today, by: count)
        }
        return (range, ClaimDate(first: isDeadline ? today : target, last: target, precision: quantity.unit == .year ? .year : .month))
    }

    // MARK: - Days

    private func whole(_ year: Int) -> ClaimDate { months(year, 1...12, .year) }

    private func months(_ year: Int, _ range: ClosedRange<Int>, _ precision: ClaimDate.Precision) -> ClaimDate {
        ClaimDate(first: day(year, range.lowerBound, 1), last: lastDay(year, range.upperBound), precision: precision)
    }

    private func day(_ year: Int, _ month: Int, _ day: Int) -> CivilDate { CivilDate(number: Int32(year * 10_000 + month * 100 + day)) }

    private func civil(_ year: Int, _ month: Int, _ number: Int) -> CivilDate? {
        guard (1...31).contains(number), self.day(year, month, number) <= lastDay(year, month) else { return nil }
        return day(year, month, number)
    }

    private func lastDay(_ year: Int, _ month: Int) -> CivilDate {
        let next = month == 12 ? day(year + 1, 1, 1) : day(year, month + 1, 1)
        return CivilDate(daysSince1970: next.daysSince1970 - 1)
    }

    private func later(_ date: CivilDate, by count: Int) -> CivilDate {
        let number = Int(date.number) / 100 % 100 - 1 + count
        let (year, month) = (Int(date.number) / 10_000 + number / 12, number % 12 + 1)
        return min(day(year, month, Int(date.number) % 100), lastDay(year, month))
    }

    // MARK: - Text

    private func has(_ word: String, at offset: Int) -> Bool {
        offset >= 0 && offset < text.bytes.count && text.bytes[offset...].starts(with: word.utf8)
    }

    private func byte(_ offset: Int) -> UInt8? { text.bytes.indices.contains(offset) ? text.bytes[offset] : nil }

    private static let figures = Array("零〇一二三四五六七八九十".unicodeScalars)

    /// Whole numbers below 10,000, in figures or in Chinese.
    private func number(at start: Int, _ end: Int) -> (Int, Int)? {
        var offset = start
        var digits: [Int] = []
        while offset < end, let digit = digit(at: offset) {
            digits.append(digit.value)
            offset = digit.end
            if digits.count > 4 { return nil }
        }
        guard !digits.isEmpty else { return nil }
        guard digits.contains(10) else { return (digits.reduce(0) { $0 * 10 + $1 }, offset) }
        // 十, 十二, 三十, 二十五
        let parts = digits.split(separator: 10, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count <= 1, parts[1].count <= 1 else { return nil }
        return ((parts[0].first ?? 1) * 10 + (parts[1].first ?? 0), offset)
    }

    private func digit(at offset: Int) -> (value: Int, end: Int)? {
        guard let byte = byte(offset) else { return nil }
        if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { return (Int(byte) - 0x30, offset + 1) }
        guard let index = Self.figures.firstIndex(where: { has(String($0), at: offset) }) else { return nil }
        return (max(0, index - 1), offset + 3)
    }

    /// Whether what stands before an offset goes on in it.
    private func previousIsNoNumber(_ offset: Int) -> Bool {
        guard offset > 0 else { return true }
        if digit(at: offset - 1) != nil || digit(at: offset - 3) != nil { return false }
        return byte(offset - 1) != UInt8(ascii: ".")
    }
}
