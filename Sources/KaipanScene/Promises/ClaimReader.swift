import Foundation
import KaipanRules
import KaipanText

/// Reads the number and the date that belong to a promise.
struct ClaimReader {
    let text: FoldedPassage
    let check: PromiseCheck
    let today: CivilDate?

    /// Something read, with its place in the folded text.
    typealias Found<Value> = (range: Range<Int>, value: Value)

    /// The date and the number that stand nearest to the words, in their clause or else in the next one.
    func read(_ hit: Range<Int>) -> (value: Found<ClaimValue>?, date: Found<ClaimDate>?) {
        let clause = text.clause(around: hit)
        let next = text.clause(after: clause)
        var date: Found<ClaimDate>?
        if check.quantities.contains(.date) {
            let dates = DateReader(text: text, today: today)
            date = [clause, next].lazy.compactMap { nearest(dates.dates(in: $0).map { ($0.range, $0.date) }, to: hit) }.first
        }
        for kind in check.quantities where kind != .date {
            // 两年后交房 is a date where the day is known, and a time otherwise.
            if kind == .duration, date != nil { continue }
            let values = [clause, next].lazy.compactMap { nearest(candidates(kind, in: $0).filter { found in date.map { !$0.range.overlaps(found.range) } ?? true }, to: hit) }
            if let value = values.first { return (value, date) }
        }
        return (nil, date)
    }

    private func nearest<Value>(_ found: [Found<Value>], to hit: Range<Int>) -> Found<Value>? {
        found.min { distance($0.range, hit) < distance($1.range, hit) }
    }

    private func distance(_ range: Range<Int>, _ hit: Range<Int>) -> Int {
        range.overlaps(hit) ? 0 : min(abs(range.lowerBound - hit.upperBound), abs(hit.lowerBound - range.upperBound)) + 1
    }

    // MARK: - Numbers

    private func candidates(_ kind: PromiseCheck.Quantity, in clause: Range<Int>) -> [Found<ClaimValue>] {
        if kind == .discount { return discounts(in: clause) }
        if kind == .count, let ratio = ratio(in: clause) { return [ratio] }
        var found: [Found<ClaimValue>] = []
        if kind == .rate { found += doublings(in: clause) + tenths(in: clause) }
        for quantity in QuantityParser.quantities(in: text.bytes, range: clause) {
            if let value = value(of: quantity, as: kind, in: clause) { found.append(value) }
        }
        return found
    }

    private func value(of quantity: Quantity, as kind: PromiseCheck.Quantity, in clause: Range<Int>) -> Found<ClaimValue>? {
        let isApproximate = quantity.numeral.isApproximate || isAbout(quantity.range, clause)
        func made(_ unit: ClaimUnit, _ number: Decimal? = nil, to end: Int? = nil) -> Found<ClaimValue> {
            (quantity.range.lowerBound..<(end ?? quantity.range.upperBound), ClaimValue(number ?? quantity.value, unit, isApproximate: isApproximate))
        }
        switch (kind, quantity.unit) {
        case (.length, .metre): return made(.metre)
        case (.area, .squareMetre): return isPrice(before: quantity.range) ? nil : made(.squareMetre)
        case (.duration, .minute): return made(.minute)
        case (.duration, .hour): return made(.hour)
        case (.duration, .day): return made(.day)
        case (.duration, .month): return made(.month)
        case (.duration, .year): return made(.year)
        case (.rate, .percent):
            let unit: ClaimUnit = check.topic == .returns && isYearly(quantity.range, clause) ? .percentPerYear : .percent
            // 八成五 is 85.
            let end = quantity.range.upperBound
            guard has("成", at: end - 3), let digit = Self.digits.firstIndex(where: { has(String($0), at: end) }), digit > 0, !isDigit(at: end + 3) else { return made(unit) }
            return made(unit, quantity.value + Decimal(digit), to: end + 3)
        case (.rate, .none) where has("个点", at: quantity.range.upperBound):
            return made(check.topic == .returns && isYearly(quantity.range, clause) ? .percentPerYear : .percent, to: quantity.range.upperBound + 9)
        case (.money, .yuan): return money(quantity, clause, isApproximate)
        // 两千五一平, 总价一百八十万: the rule says that it is money.
        case (.money, .none) where quantity.value >= 100 && quantity.range.lowerBound == quantity.numeral.range.lowerBound && !isLabel(quantity.range):
            return money(quantity, clause, isApproximate)
        case (.count, .none):
            return quantity.value > 0 && quantity.value < 1000 && isCounted(quantity.range) ? made(.count, to: quantity.range.upperBound + 3) : nil
        default: return nil
        }
    }

    private func isAbout(_ range: Range<Int>, _ clause: Range<Int>) -> Bool {
        if text.contains(["左右", "上下", "差不多"], in: range.upperBound..<min(clause.upperBound, range.upperBound + 12)) { return true }
        let before = max(clause.lowerBound, range.lowerBound - 12)..<range.lowerBound
        if text.contains(["大概", "差不多", "将近", "接近", "大约", "约为", "约合"], in: before) { return true }
        // 约 alone stands right before the number, and is no 签约.
        return has("约", at: range.lowerBound - 3) && !["签", "预", "合", "违", "邀", "节"].contains { has($0, at: range.lowerBound - 6) }
    }

    private func isLabel(_ range: Range<Int>) -> Bool { ["号", "栋", "幢", "室", "单元", "#", "年", "套", "户", "期", "%"].contains { has($0, at: range.upperBound) } }

    private func isCounted(_ range: Range<Int>) -> Bool { ["个", "台", "套", "根", "份", "次", "期", "张", "部"].contains { has($0, at: range.upperBound) } }

    /// An area behind 元/ is what the price is for.
    private func isPrice(before range: Range<Int>) -> Bool {
        ["/", "元每", "块每", "元一", "块一", "每"].contains { word in
            range.lowerBound >= word.utf8.count && has(word, at: range.lowerBound - word.utf8.count)
        }
    }

    private func isYearly(_ range: Range<Int>, _ clause: Range<Int>) -> Bool {
        text.contains(["年化", "每年", "一年涨", "一年", "年租金", "年回报", "年收益", "/年", "年均"], in: clause)
    }

    private static let digits = Array("零一二三四五六七八九".unicodeScalars)

    /// Money, with the tenths of 两块八, and what it is for.
    private func money(_ quantity: Quantity, _ clause: Range<Int>, _ isApproximate: Bool) -> Found<ClaimValue>? {
        var number = quantity.value
        var end = quantity.range.upperBound
        if end >= 3, has("块", at: end - 3), let small = change(at: end) {
            number += small.value
            end = small.end
        }
        let behind = end..<min(clause.upperBound, end + 30)
        let before = max(clause.lowerBound, quantity.range.lowerBound - 24)..<quantity.range.lowerBound
        let areas = ["/平", "/m2", "每平", "一平", "每m2", "的平"]
        var isPerArea = false
        for word in areas where has(word, at: end) || has("元" + word, at: end) { isPerArea = true }
        if text.contains(["单价", "均价", "每平", "一平", "/m2", "每m2"], in: before) || isPerArea { isPerArea = true }
        let isMonthly = text.contains(["每月", "一个月", "/月", "·月", "月租", "每个月"], in: before) || text.contains(["每月", "一个月", "/月", "·月", ".月", "每个月", "月"], in: behind)
        let unit: ClaimUnit
        switch (isPerArea, isMonthly) {
        // Property service is charged by the month, whether anybody says so or not.
        case (true, _) where check.topic == .propertyFee: unit = .yuanPerSquareMetreMonth
        case (false, _) where check.topic == .propertyFee && number < 50: unit = .yuanPerSquareMetreMonth
        case (true, true): unit = .yuanPerSquareMetreMonth
        // A standard of fit-out is for a square metre where it could be for nothing else.
        case (false, _) where check.topic == .fitOut && number < 20_000: unit = .yuanPerSquareMetre
        case (true, false): unit = .yuanPerSquareMetre
        case (false, true): unit = .yuanPerMonth
        case (false, false): unit = .yuan
        }
        return (quantity.range.lowerBound..<end, ClaimValue(number, unit, isApproximate: isApproximate))
    }

    /// What follows 块: 八 or 8, 八毛, 八毛五, 85.
    private func change(at start: Int) -> (value: Decimal, end: Int)? {
        /// 一 of 一平 and 一个 belongs to what it is for.
        func isFor(_ place: Int) -> Bool { ["一平", "一m2", "一个"].contains { has($0, at: place) } }
        func isAlone(_ end: Int) -> Bool { digit(at: end) == nil || isFor(end) }
        guard !isFor(start), let tenth = digit(at: start) else { return nil }
        if let hundredth = digit(at: tenth.end), text.bytes[start] < 0x80, text.bytes[tenth.end] < 0x80 {
            return isAlone(hundredth.end) ? (Decimal(tenth.value * 10 + hundredth.value) / 100, hundredth.end) : nil
        }
        guard isAlone(tenth.end) else { return nil }
        let ten = Decimal(tenth.value) / 10
        guard ["毛", "角"].contains(where: { has($0, at: tenth.end) }) else { return (ten, tenth.end) }
        let end = tenth.end + 3
        guard !isFor(end), let hundredth = digit(at: end), isAlone(hundredth.end) else { return (ten, end) }
        return (ten + Decimal(hundredth.value) / 100, has("分", at: hundredth.end) ? hundredth.end + 3 : hundredth.end)
    }

    private func digit(at offset: Int) -> (value: Int, end: Int)? {
        guard offset < text.bytes.count else { return nil }
        let byte = text.bytes[offset]
        if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { return (Int(byte) - 0x30, offset + 1) }
        return Self.digits.firstIndex { has(String($0), at: offset) }.map { ($0, offset + 3) }
    }

    /// 九八折, 9.5折, 98折, 八折: in hundredths of the price.
    private func discounts(in clause: Range<Int>) -> [Found<ClaimValue>] {
        text.places(of: ["折"], in: clause).compactMap { place in
            var digits: [Int] = []
            var start = place.range.lowerBound
            var point: Int?
            while start > clause.lowerBound, digits.count < 4 {
                if let digit = digit(before: start) {
                    digits.insert(digit.value, at: 0)
                    start = digit.start
                } else if point == nil, !digits.isEmpty, let mark = pointStart(before: start), digit(before: mark) != nil {
                    point = digits.count
                    start = mark
                } else {
                    break
                }
            }
            guard !digits.isEmpty, digits[0] > 0 else { return nil }
            let written = digits.reduce(Decimal(0)) { $0 * 10 + Decimal($1) }
            let tenths: Decimal
            if let point {
                // Parts of ten: 9.85折.
                var number = written
                for _ in 0..<point { number /= 10 }
                tenths = number
            } else {
                tenths = digits.count == 1 ? written : written / 10
            }
            guard tenths > 0, tenths < 10 else { return nil }
            return (start..<place.range.upperBound, ClaimValue(tenths * 10, .percentOfPrice))
        }
    }

    private func digit(before offset: Int) -> (value: Int, start: Int)? {
        guard offset > 0 else { return nil }
        let byte = text.bytes[offset - 1]
        if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { return (Int(byte) - 0x30, offset - 1) }
        guard offset >= 3, let value = Self.digits.firstIndex(where: { has(String($0), at: offset - 3) }) else { return nil }
        return (value, offset - 3)
    }

    private func pointStart(before offset: Int) -> Int? {
        if text.bytes[offset - 1] == UInt8(ascii: ".") { return offset - 1 }
        return offset >= 3 && has("点", at: offset - 3) ? offset - 3 : nil
    }

    /// 翻一番 is a hundred per cent more.
    private func doublings(in clause: Range<Int>) -> [Found<ClaimValue>] {
        text.places(of: ["翻一番", "翻番", "翻倍", "翻一倍"], in: clause).map { ($0.range, ClaimValue(100, .percent)) }
    }

    /// 首付两成就行, where 成 seems to begin another word; and 零首付.
    private func tenths(in clause: Range<Int>) -> [Found<ClaimValue>] {
        let shares = text.places(of: ["成就行", "成就够", "成就能", "成就可以"], in: clause).compactMap { place -> Found<ClaimValue>? in
            guard let digit = digit(before: place.range.lowerBound) ?? (has("两", at: place.range.lowerBound - 3) ? (2, place.range.lowerBound - 3) : nil) else { return nil }
            return (digit.start..<place.range.lowerBound + 3, ClaimValue(Decimal(digit.value * 10), .percent))
        }
        return shares + text.places(of: ["零首付", "0首付"], in: clause).map { ($0.range, ClaimValue(0, .percent)) }
    }

    /// 1:1.2, 1比1.5: of the second to the first.
    private func ratio(in clause: Range<Int>) -> Found<ClaimValue>? {
        for mark in text.places(of: [":", "比"], in: clause) {
            guard let one = digit(before: mark.range.lowerBound), one.value > 0,
                let second = NumeralParser.firstNumeral(in: text.bytes, from: mark.range.upperBound, to: clause.upperBound),
                second.range.lowerBound == mark.range.upperBound
            else { continue }
            return (one.start..<second.range.upperBound, ClaimValue(second.value / Decimal(one.value), .ratio))
        }
        return nil
    }

    private func has(_ word: String, at offset: Int) -> Bool {
        offset >= 0 && offset < text.bytes.count && text.bytes[offset...].starts(with: word.utf8)
    }

    private func isDigit(at offset: Int) -> Bool { Self.digits.contains { has(String($0), at: offset) } }
}
