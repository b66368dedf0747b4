import KaipanText

/// A time as people and programs write it.
package enum SpelledTime: Sendable, Hashable {
    /// A day and a time.
    case moment(Timestamp)
    /// A time without a day, whose two parts are hours and minutes of a day or minutes and seconds of a recording.
    case two(first: Int64, second: Int64, milliseconds: Int64)
    /// Hours, minutes and seconds without a day, in milliseconds.
    case three(Int64)
    /// A time of day that says so (下午3:05), in milliseconds since midnight.
    case ofDay(Int64)

    /// Reads a time at the start of a text.
    /// - Parameter offset: of a clock that names no zone, from UTC in minutes.
    /// - Returns: the time and how many bytes it takes; nil where none begins there.
    static func read(_ text: ArraySlice<UInt8>, offset: Int) -> (time: SpelledTime, length: Int)? {
        var scanner = Scanner(text)
        if let day = scanner.day() {
            guard scanner.dayBreak(), let clock = scanner.clock(), clock.first < 24, clock.second < 60 else { return nil }
            let zone = scanner.zone()
            let seconds = clock.third ?? 0
            guard seconds < 61 else { return nil }
            let moment = Timestamp(
                day, hour: Int(clock.first), minute: Int(clock.second), second: Int(seconds), milliseconds: Int(clock.milliseconds),
                offset: zone ?? offset)
            return (.moment(moment), scanner.position - text.startIndex)
        }
        guard let clock = scanner.clock(), clock.second < 60 else { return nil }
        let time: SpelledTime
        if clock.isOfDay {
            guard clock.first < 24 else { return nil }
            time = .ofDay(clock.first * 3_600_000 + clock.second * 60_000 + (clock.third ?? 0) * 1000 + clock.milliseconds)
        } else if let third = clock.third {
            guard third < 60 else { return nil }
            time = .three(clock.first * 3_600_000 + clock.second * 60_000 + third * 1000 + clock.milliseconds)
        } else {
            time = .two(first: clock.first, second: clock.second, milliseconds: clock.milliseconds)
        }
        return (time, scanner.position - text.startIndex)
    }

    /// Reads a text that is a time and nothing else.
    package static func whole(_ text: String, offset: Int) -> SpelledTime? {
        let bytes = Array(text.trimming().utf8)
        if let (time, length) = read(bytes[...], offset: offset), length == bytes.count { return time }
        return sinceEpoch(bytes)
    }

    /// Milliseconds or seconds since 1970, told apart by their size: seconds have ten digits from 2001 to 2286.
    private static func sinceEpoch(_ bytes: [UInt8]) -> SpelledTime? {
        guard bytes.count == 10 || bytes.count == 13, bytes.allSatisfy({ (0x30...0x39).contains($0) }),
            let value = Int64(String(decoding: bytes, as: UTF8.self))
        else { return nil }
        return .moment(Timestamp(milliseconds: bytes.count == 10 ? value * 1000 : value))
    }

    /// Reads a day alone: `2026-03-01`, `2026/3/1`, `2026年3月1日`.
    static func day(_ text: ArraySlice<UInt8>) -> (day: CivilDate, length: Int)? {
        var scanner = Scanner(text)
        return scanner.day().map { ($0, scanner.position - text.startIndex) }
    }

    private enum PartOfDay {
        case night, morning, noon, afternoon

        /// The hour of the day that an hour of twelve means.
        func apply(_ hour: Int64) -> Int64 {
            switch self {
            case .night: hour == 12 ? 0 : hour
            case .morning: hour
            case .noon: (1...3).contains(hour) ? hour + 12 : hour
            case .afternoon: (1...11).contains(hour) ? hour + 12 : hour
            }
        }
    }

    private struct Scanner {
        let text: ArraySlice<UInt8>
        var position: Int

        struct Clock {
            var first: Int64
            var second: Int64
            var third: Int64?
            var milliseconds: Int64 = 0
            var isOfDay = false
        }

        init(_ text: ArraySlice<UInt8>) {
            self.text = text
            position = text.startIndex
        }

        mutating func take(_ word: StaticString) -> Bool {
            let count = word.utf8CodeUnitCount
            guard position + count <= text.endIndex else { return false }
            for index in 0..<count where text[position + index] != word.utf8Start[index] { return false }
            position += count
            return true
        }

        /// A number of digits within bounds.
        mutating func number(_ digits: ClosedRange<Int>) -> Int64? {
            var value: Int64 = 0
            var end = position
            while end < text.endIndex, (0x30...0x39).contains(text[end]), end - position <= digits.upperBound {
                value = value * 10 + Int64(text[end] - 0x30)
                end += 1
            }
            guard digits.contains(end - position) else { return nil }
            position = end
            return value
        }

        mutating func spaces() {
            while position < text.endIndex, text[position] == 0x20 || text[position] == 0x09 { position += 1 }
        }

        mutating func day() -> CivilDate? {
            let start = position
            let separators: [(StaticString, StaticString, StaticString)] = [("-", "-", ""), ("/", "/", ""), (".", ".", ""), ("年", "月", "日")]
            for (first, second, third) in separators {
                position = start
                guard let year = number(4...4), take(first), let month = number(1...2), take(second), let day = number(1...2), take(third)
                else { continue }
                let two = { (value: Int64) in value < 10 ? "0\(value)" : String(value) }
                let text = String(repeating: "0", count: 4 - String(year).count) + "\(year)-\(two(month))-\(two(day))"
                if let day = CivilDate(text) { return day }
            }
            position = start
            return nil
        }

        /// What stands between a day and a time.
        mutating func dayBreak() -> Bool {
            if take("T") || take("t") { return true }
            let start = position
            spaces()
            _ = take(",")
            spaces()
            if position > start { return true }
            // 2026年3月1日10:00
            return position >= text.startIndex + 3 && text[..<position].suffix(3).elementsEqual("日".utf8)
        }

        mutating func clock() -> Clock? {
            let start = position
            var shift: PartOfDay?
            let parts: [(StaticString, PartOfDay)] = [
                ("凌晨", .night), ("早上", .morning), ("上午", .morning), ("中午", .noon), ("下午", .afternoon), ("晚上", .afternoon),
            ]
            for (word, part) in parts where shift == nil && take(word) { shift = part }
            spaces()
            guard var first = number(1...4), take(":") || take("：") || take("时") || take("点"), let second = number(2...2) else {
                position = start
                return nil
            }
            if let shift { first = shift.apply(first) }
            var clock = Clock(first: first, second: second)
            clock.isOfDay = shift != nil
            let beforeSeconds = position
            if take(":") || take("：") || take("分") {
                if let third = number(2...2) { clock.third = third } else if text[beforeSeconds] < 0x80 { position = beforeSeconds }
                _ = take("秒")
            }
            let beforeFraction = position
            if take(".") || take(",") {
                let digitsStart = position
                if number(1...9) != nil {
                    let digits = text[digitsStart..<min(position, digitsStart + 3)]
                    clock.milliseconds = digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
                    for _ in digits.count..<3 { clock.milliseconds *= 10 }
                } else {
                    position = beforeFraction
                }
            }
            return clock
        }

        /// An offset from UTC in minutes.
        mutating func zone() -> Int? {
            if take("Z") || take("z") { return 0 }
            let start = position
            spaces()
            let sign = take("+") ? 1 : take("-") ? -1 : 0
            if sign != 0, let value = number(4...4), value / 100 < 24, value % 100 < 60 {
                return sign * Int(value / 100 * 60 + value % 100)
            }
            if sign != 0, let hours = number(2...2), take(":"), let minutes = number(2...2), hours < 24, minutes < 60 {
                return sign * Int(hours * 60 + minutes)
            }
            position = start
            return nil
        }
    }
}
