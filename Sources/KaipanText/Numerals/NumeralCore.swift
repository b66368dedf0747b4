import Foundation

/// The number proper: its digits, units, decimals and what makes it inexact.
struct NumeralCore {
    private(set) var value: Decimal = 0
    private(set) var end: Int
    private(set) var isApproximate = false
    /// Whether it begins with 十, 百, … instead of a digit.
    private(set) var beginsWithUnit = false

    private let text: FoldedCursor
    private var hasFigures = false
    private var hasCapitals = false
    private var hasCharacters = false

    /// What 万 and 亿 have closed, what the smaller units have closed, and the digit that waits for its unit.
    private var closed: Decimal = 0
    private var section: Decimal = 0
    private var waiting: Decimal?
    /// The last unit or scale, and the last unit of the section.
    private var last = 0
    private var lastUnit = Int.max
    private var lastScale = Int.max
    private var skippedZero = false

    /// Reads the number that begins at an offset, the longest that makes sense, or nil.
    init?(_ text: FoldedCursor, at start: Int) {
        self.text = text
        end = start
        guard let (scalar, next) = text.next(at: start) else { return nil }
        if ("0"..."9").contains(scalar) {
            guard let figures = Figures(text, at: start) else { return nil }
            waiting = figures.value
            end = figures.end
            hasFigures = true
            if figures.isFinal {
                value = figures.value
                return
            }
        } else {
            switch NumeralToken(scalar) {
            case .half:
                guard startsHalf(next) else { return nil }
                value = 1 / 2
                end = next
                hasCharacters = true
                return
            case .digit(_, let isCapital):
                guard !isCapital || capitalIsNumber(after: next) else { return nil }
            case .unit(let unit, _):
                beginsWithUnit = true
                guard unit == 10 || countsMoney(start) || isVague(start) else { return nil }
                if unit > 10 { waiting = 1 }
            case .scale:
                beginsWithUnit = true
                guard countsMoney(start) || isVague(start) else { return nil }
                waiting = 1
            case .tens: break
            case .point, .more, .other: return nil
            }
            hasCharacters = true
        }
        readOn()
        guard end > start else { return nil }
        value = closed + section + (waiting ?? 0)
    }

    func numeral(from start: Int) -> Numeral {
        let notation: Numeral.Notation =
            hasFigures ? (hasCharacters ? .mixed : .arabic) : hasCapitals ? .capital : .chinese
        return Numeral(value: value, range: start..<end, isApproximate: isApproximate, notation: notation)
    }

    // MARK: - The loop

    private mutating func readOn() {
        while let (scalar, next) = text.next(at: end) {
            let token = NumeralToken(scalar)
            let goesOn: Bool
            if ("0"..."9").contains(scalar) {
                goesOn = readTailFigures()
            } else {
                goesOn =
                    switch token {
                    case .digit: readDigits()
                    case .unit(let unit, _): read(unit: unit, next)
                    case .scale(let scale): read(scale: scale, next)
                    case .tens(let tens): read(tens: tens, next)
                    case .point: readDecimals(next)
                    case .half: readHalf(next)
                    case .more: readMore(scalar, next)
                    case .other: scalar == "来" && readMore(scalar, next)
                    }
            }
            if token.isCapital, goesOn { hasCapitals = true }
            if !goesOn { return }
        }
    }

    private mutating func read(unit: Int, _ next: Int) -> Bool {
        guard unit < lastUnit, !(isApproximate && waiting == nil) else { return false }
        if NumberlessWords.beginsName(at: end, in: text) { return false }
        guard waiting != nil || unit == 10 || beginsWithUnit && section == 0 && closed == 0 else { return false }
        section += (waiting ?? 1) * Decimal(unit)
        waiting = nil
        close(unit, next)
        lastUnit = unit
        return true
    }

    private mutating func read(scale: Int, _ next: Int) -> Bool {
        // A second 万 begins another number; 万亿 is a scale of its own.
        guard scale < lastScale || scale > last && lastScale == 10_000 && section == 0 && waiting == nil else { return false }
        if NumberlessWords.beginsName(at: end, in: text) { return false }
        section += waiting ?? 0
        waiting = nil
        guard section > 0 || closed > 0 && scale > lastScale else { return false }
        if scale > lastScale || lastScale == Int.max {
            closed = (closed + section) * Decimal(scale)
        } else {
            closed += section * Decimal(scale)
        }
        section = 0
        close(scale, next)
        lastScale = scale
        lastUnit = Int.max
        return true
    }

    private mutating func read(tens: Int, _ next: Int) -> Bool {
        guard waiting == nil, lastUnit > 10 else { return false }
        section += Decimal(tens)
        close(10, next)
        lastUnit = 10
        return true
    }

    private mutating func close(_ unit: Int, _ next: Int) {
        last = unit
        skippedZero = false
        hasCharacters = true
        end = next
    }

    // MARK: - Digits

    /// Digits in characters: one before a unit, one at the end (三万五), several in a row (二〇二四), or an
    /// inexact pair (三四十, 十七八).
    private mutating func readDigits() -> Bool {
        guard waiting == nil, !isApproximate else { return false }
        var digits: [Int] = []
        var ends: [Int] = []
        var usesPairWord = false
        var position = end
        while digits.count <= Self.longestRow, let (scalar, next) = text.next(at: position),
            case .digit(let digit, _) = NumeralToken(scalar) {
            usesPairWord = usesPairWord || scalar == "两" || scalar == "俩"
            digits.append(digit)
            ends.append(next)
            position = next
        }
        if last > 0, digits.first == 0, digits.count > 1, !skippedZero {
            skippedZero = true
            end = ends[0]
            return true
        }
        if last > 0, digits == [0] {
            guard let (scalar, _) = text.next(at: position), case .unit = NumeralToken(scalar), !skippedZero else { return false }
            skippedZero = true
            end = position
            return true
        }
        if digits.count == 1 { return take(digits[0], end: ends[0]) }
        if digits.count == 2, digits[0] > 0, isPair(digits[0], digits[1], usesPairWord) {
            guard take(digits[0], end: ends[1]) else { return false }
            isApproximate = true
            return true
        }
        if last > 0 || usesPairWord { return take(digits[0], end: ends[0], isFinal: true) }
        guard digits.count <= Self.longestRow else { return false }
        waiting = digits.reduce(0) { $0 * 10 + Decimal($1) }
        end = position
        hasCharacters = true
        // A string of digits takes no unit; 二〇二四万 would be a slip of the eye.
        return text.next(at: end).map { NumeralToken($0.scalar) == .point } ?? false
    }

    /// Neighbours (三四, 七八, 一两) and the idiom 三五 mean "three or four", not 34; 一二 is the first and the second.
    private func isPair(_ first: Int, _ second: Int, _ usesPairWord: Bool) -> Bool {
        second == first + 1 && (first != 1 || usesPairWord || last > 0) || (first, second) == (3, 5)
    }

    private static let longestRow = 30

    private mutating func take(_ digit: Int, end newEnd: Int, isFinal: Bool = false) -> Bool {
        let following = text.next(at: newEnd)
        let token = following.map { NumeralToken($0.scalar) } ?? .other
        var isFollowedByUnit = false
        switch token {
        case .unit(let unit, _): isFollowedByUnit = unit < lastUnit
        case .scale(let scale):
            isFollowedByUnit = scale < lastScale || scale > last
        default: break
        }
        waiting = Decimal(digit)
        if last >= 100, !isFollowedByUnit, !skippedZero, token != .point {
            // 三万五 is 35,000, but the 三 of 八十万三房 belongs to the rooms.
            // One of something is its price for one: 三万一套.
            if let next = following?.scalar,
                Self.countedThings.contains(next) || digit == 1 && Self.countedHomes.contains(next) {
                waiting = nil
                return false
            }
            waiting = Decimal(digit) * Decimal(last) / 10
        }
        hasCharacters = true
        end = newEnd
        return !isFinal
    }

    /// Figures behind a unit: 3万5千, 3万5000, 3万5.
    private mutating func readTailFigures() -> Bool {
        guard waiting == nil, last >= 100, !isApproximate, let figures = Figures(text, at: end), figures.isWhole else { return false }
        let following = text.scalar(at: figures.end)
        let token = following.map(NumeralToken.init) ?? .other
        switch token {
        case .unit(let unit, _) where unit < lastUnit && figures.value < 10,
            .scale(let unit) where unit < lastScale && figures.value < 10_000:
            waiting = figures.value
        case .unit(let unit, _) where unit < last && figures.value * Decimal(unit) < Decimal(last) && unit < lastUnit:
            waiting = figures.value
        default:
            let width = figures.end - end
            if let following, Self.countedThings.contains(following) { return false }
            if width == 1, figures.value > 0 {
                if let following, Self.countedHomes.contains(following) || ("a"..."z").contains(following) { return false }
                waiting = figures.value * Decimal(last) / 10
            } else if Self.digitCount(last) == width + 1, text.bytes[end] != UInt8(ascii: "0") || width > 1 {
                waiting = figures.value
            } else {
                return false
            }
        }
        hasFigures = true
        end = figures.end
        return true
    }

    private static func digitCount(_ number: Int) -> Int { String(number).utf8.count }

    /// What a digit before it counts by itself, so that it is no shortened last digit of the number.
    private static let countedThings = Set("房室居厅卫厨阳期号年月日天时分点梯步条".unicodeScalars)
    private static let countedHomes = Set("套栋幢座层楼户间个米平人家站位名大款种重块元成%".unicodeScalars)

    // MARK: - Decimals, halves, and what makes it inexact

    /// 三点五, 三点五万, 3点5万; not the time of day (三点五分, 三点五十, 8点30).
    private mutating func readDecimals(_ next: Int) -> Bool {
        guard closed == 0, !isApproximate, waiting != nil || section > 0 else { return false }
        var fraction: Decimal = 0
        var weight: Decimal = 1 / 10
        var position = next
        if let figures = Figures(text, at: next) {
            guard hasFigures, figures.isWhole, figures.end - next <= 4 else { return false }
            var divisor: Decimal = 1
            for _ in next..<figures.end { divisor *= 10 }
            fraction = figures.value / divisor
            position = figures.end
            guard let following = text.scalar(at: position) else { return false }
            guard case .scale = NumeralToken(following) else {
                guard following == "%" else { return false }
                section += waiting ?? 0
                waiting = section + fraction
                section = 0
                end = position
                return false
            }
        } else {
            while position - next < 60, let (scalar, after) = text.next(at: position),
                case .digit(let digit, _) = NumeralToken(scalar), scalar != "两", scalar != "俩" {
                fraction += Decimal(digit) * weight
                weight /= 10
                position = after
            }
            guard position > next else { return false }
            switch text.scalar(at: position) {
            case "十", "刻": return false
                case "分" where !["分之", "分钟"].contains(where: { text.hasPrefix($0.utf8, at: position) }): return false
            default: break
            }
        }
        section += waiting ?? 0
        waiting = section + fraction
        section = 0
        lastUnit = Int.max
        hasCharacters = true
        end = position
        return true
    }

    /// 三万半: half of the last unit.
    private mutating func readHalf(_ next: Int) -> Bool {
        guard waiting == nil, last >= 100, !isApproximate else { return false }
        if let following = text.scalar(at: next), Self.wordsWithHalf.contains(following) { return false }
        waiting = Decimal(last) / 2
        hasCharacters = true
        end = next
        return false
    }

    /// 多, 余, 几 and 来 behind a number; 十多万 goes on.
    private mutating func readMore(_ scalar: Unicode.Scalar, _ next: Int) -> Bool {
        guard !isApproximate else { return false }
        let following = text.scalar(at: next)
        switch scalar {
        case "几", "来":
            guard last > 0, waiting == nil else { return false }
            if scalar == "来" {
                guard let following, Self.countedAfterOdd.contains(following) else { return false }
            }
        case "余":
            if let following, "款额下杭姚热温地".unicodeScalars.contains(following) { return false }
            guard last > 0 || hasFigures else { return false }
        default:
            guard last > 0 || hasFigures else { return false }
        }
        isApproximate = true
        hasCharacters = true
        end = next
        guard let following, case .scale = NumeralToken(following) else { return false }
        return true
    }

    private static let countedAfterOdd = Set("个年月天日万亿米平套户家人分岁元块".unicodeScalars)

    /// What makes a word of 半: 半价, 半岛, 半山, or a measure of its own: 半年, …
    private static let wordsWithHalf = Set("价岛山径夜数坡壁途导球信程封年个月天小".unicodeScalars)

    // MARK: - Beginnings

    /// 半 begins a number only where it measures something: 半年, 半个月, 半小时, 半成.
    private func startsHalf(_ next: Int) -> Bool {
        for measure in ["年", "个", "月", "天", "日", "小时", "分钟", "公里", "亩", "平", "米", "层", "套"]
        where text.hasPrefix(measure.utf8, at: next) {
            return true
        }
        return text.hasPrefix("成".utf8, at: next) && !text.hasPrefix("成品".utf8, at: next)
            && !text.hasPrefix("成套".utf8, at: next) && !text.hasPrefix("成熟".utf8, at: next)
    }

    /// A single capital is a surname or part of a word unless it counts.
    private func capitalIsNumber(after next: Int) -> Bool {
        guard let following = text.scalar(at: next) else { return false }
        switch NumeralToken(following) {
        case .digit, .unit, .scale, .point: return true
        case .tens, .half, .more, .other: return "元圆年月日天个角分平成%".unicodeScalars.contains(following)
        }
    }

    /// 百万元, 千元: a unit without a digit counts one before money. 万元 alone heads a column more often than it
    /// counts, so there it must be a prize or a rebate.
    private func countsMoney(_ start: Int) -> Bool {
        var position = start
        var count = 0
        var beginsWithScale = false
        while let (scalar, next) = text.next(at: position) {
            switch NumeralToken(scalar) {
            case .unit: break
            case .scale: beginsWithScale = beginsWithScale || count == 0
            default:
                guard count > 0, scalar == "元" || scalar == "圆" else { return false }
                return !beginsWithScale || Self.givenAmounts.contains { text.hasPrefix($0, at: next) }
            }
            count += 1
            position = next
        }
        return false
    }

    /// What 万元 is when it counts: 万元大奖.
    private static let givenAmounts = ["大奖", "奖", "现金", "红包", "好礼", "豪礼", "大礼", "礼", "优惠", "补贴", "基金", "家电", "装修"]
        .map { Array($0.utf8) }

    /// 几万, 数十万, 上百: one at least.
    private func isVague(_ start: Int) -> Bool {
        guard let (before, beginning) = text.previous(before: start) else { return false }
        switch before {
        case "几", "数": return true
        case "上": return text.previous(before: beginning)?.scalar != "以"
        default: return false
        }
    }
}
