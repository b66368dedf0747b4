import Foundation

/// Reads what stands around a number and says what it counts.
struct QuantityReader {
    let text: FoldedCursor
    /// Where the part of the text begins that is read.
    let start: Int

    /// The quantity of a number, or nil when it is an ordinal, a date or a label.
    func quantity(of numeral: Numeral) -> Quantity? {
        guard !numeral.isOrdinal else { return nil }
        if numeral.isPercent { return Quantity(numeral: numeral, unit: .percent, value: numeral.value, range: numeral.range) }

        let (value, position) = half(after: numeral)
        let unitStart = text.scalar(at: position) == " " ? position + 1 : position
        if let spelling = UnitWords.spelling(at: unitStart, in: text), counts(spelling, after: numeral) {
            let unitEnd = unitStart + spelling.bytes.count
            if position == numeral.range.upperBound, isDate(numeral, spelling, unitEnd) { return nil }
            return complete(numeral, spelling, value: value, unitEnd: unitEnd)
        }
        if let signStart = currencySign(before: numeral.range.lowerBound) {
            return Quantity(numeral: numeral, unit: .yuan, value: value, range: signStart..<position)
        }
        if isLabel(at: position) || isTime(numeral) || isPartOfDate(numeral) { return nil }
        let unit: MeasureUnit = speaksOfMoney(numeral) ? .yuan : .none
        return Quantity(numeral: numeral, unit: unit, value: value, range: numeral.range.lowerBound..<position)
    }

    /// 个半 between a number and its unit: 两个半月, 一个半小时.
    private func half(after numeral: Numeral) -> (value: Decimal, end: Int) {
        let end = numeral.range.upperBound
        guard text.hasPrefix("个半".utf8, at: end), !numeral.isApproximate else { return (numeral.value, end) }
        return (numeral.value + 1 / 2, end + 6)
    }

    private func complete(_ numeral: Numeral, _ spelling: UnitWords.Spelling, value: Decimal, unitEnd: Int) -> Quantity {
        var numeral = numeral
        var value = value * spelling.factor / spelling.divisor
        var end = unitEnd
        if text.hasPrefix("半".utf8, at: end), takesHalf(spelling), !beginsWordOfHalf(at: end) {
            value += spelling.factor / spelling.divisor / 2
            end += 3
        }
        if spelling.bytes.elementsEqual("米".utf8), let (tenths, next) = tenths(at: end) {
            value += tenths
            end = next
        }
        if let (scalar, next) = text.next(at: end), isMore(scalar, next, spelling) {
            numeral.isApproximate = true
            end = next
        }
        if spelling.unit == .yuan, text.scalar(at: end) == "整" { end += 3 }
        let beginning = spelling.unit == .yuan ? currencySign(before: numeral.range.lowerBound) : nil
        let lower = beginning ?? numeral.range.lowerBound
        return Quantity(numeral: numeral, unit: spelling.unit, value: value, range: lower..<end)
    }

    /// The last digit of a height: 2米8, 三米六.
    private func tenths(at offset: Int) -> (value: Decimal, end: Int)? {
        guard let (scalar, end) = text.next(at: offset) else { return nil }
        let digit: Int
        if isFigure(scalar) {
            digit = Int(scalar.value) - 0x30
        } else if case .digit(let value, isCapital: false) = NumeralToken(scalar), value > 0 {
            digit = value
        } else {
            return nil
        }
        // 3米8栋 would be eight buildings; a height stands alone or before what is high.
        if let next = text.scalar(at: end), !"层的高宽长挑开大面,。;、!?)…\n ".unicodeScalars.contains(next) { return nil }
        return (Decimal(digit) / 10, end)
    }

    private func takesHalf(_ spelling: UnitWords.Spelling) -> Bool {
        switch spelling.unit {
        case .year, .day, .hour, .metre, .minute, .yuan: true
        // 两个月半 is nobody's way to say it: that 半 begins another word.
        case .month, .squareMetre, .percent, .none: false
        }
    }

    private func beginsWordOfHalf(at offset: Int) -> Bool {
        ["价", "岛", "山", "径", "夜", "数", "坡", "年", "个", "天", "月", "小时", "成"].contains { text.hasPrefix($0.utf8, at: offset + 3) }
    }

    /// 多 and 余 behind a unit: 两年多, 三米余.
    private func isMore(_ scalar: Unicode.Scalar, _ next: Int, _ spelling: UnitWords.Spelling) -> Bool {
        switch scalar {
        case "多": !["次", "种", "样", "层", "元", "项", "重", "功", "家"].contains { text.hasPrefix($0.utf8, at: next) }
        case "余": !["款", "额", "下", "杭", "姚"].contains { text.hasPrefix($0.utf8, at: next) }
        default: false
        }
    }

    /// 三方 is three parties; only many 方 are square metres. 一平 may be flat, 三平 is an area.
    private func counts(_ spelling: UnitWords.Spelling, after numeral: Numeral) -> Bool {
        guard spelling.unit == .squareMetre, spelling.bytes.elementsEqual("方".utf8) else { return true }
        return numeral.value >= 10
    }

    // MARK: - Dates and labels

    private func isDate(_ numeral: Numeral, _ spelling: UnitWords.Spelling, _ unitEnd: Int) -> Bool {
        func isSpelled(_ word: String) -> Bool { spelling.bytes.elementsEqual(word.utf8) }
        if isSpelled("年") {
            if isYearNumber(numeral) || isHalfOfYear(numeral) { return true }
            // 24年5月: a month without 个 behind it.
            guard let month = NumeralCore(text, at: unitEnd), month.value <= 12 else { return false }
            return text.hasPrefix("月".utf8, at: month.end)
        }
        if isSpelled("月") {
            guard numeral.value >= 1, numeral.value <= 12, !numeral.isApproximate else { return false }
            return !["内", "以内", "之内", "期", "以上"].contains { text.hasPrefix($0.utf8, at: unitEnd) }
        }
        if isSpelled("日") { return text.previous(before: numeral.range.lowerBound)?.scalar == "月" }
        return false
    }

    /// 上半年 and 下半年 are dates.
    private func isHalfOfYear(_ numeral: Numeral) -> Bool {
        guard numeral.value < 1, let before = text.previous(before: numeral.range.lowerBound)?.scalar else { return false }
        return before == "上" || before == "下"
    }

    private func isYearNumber(_ numeral: Numeral) -> Bool {
        guard numeral.value >= 1900, numeral.value < 2200 else { return false }
        let length = numeral.range.count
        return numeral.notation == .arabic && length == 4 || numeral.notation == .chinese && length == 12
    }

    private func isLabel(at offset: Int) -> Bool {
        guard let (scalar, end) = text.next(at: offset) else { return false }
        if scalar == "号" || scalar == "#" { return true }
        // 5g and 3d are names; units were tried before.
        if ("a"..."z").contains(scalar) { return true }
        return scalar == "期" && text.scalar(at: end) != "限"
    }

    /// 2024-05-01 and its like, at any of the three numbers.
    private func isPartOfDate(_ numeral: Numeral) -> Bool {
        if isYearNumber(numeral), isFollowedByFigure(at: numeral.range.upperBound, after: ".-/") { return true }
        guard numeral.notation == .arabic, numeral.value <= 31, numeral.range.count <= 2 else { return false }
        var position = numeral.range.lowerBound
        for _ in 0..<2 {
            guard let (separator, end) = text.previous(before: position), ".-/".unicodeScalars.contains(separator) else { return false }
            position = end
            while let (scalar, start) = text.previous(before: position), isFigure(scalar), end - start <= 4 { position = start }
            if end - position == 4 { return text.hasPrefix("19".utf8, at: position) || text.hasPrefix("20".utf8, at: position) }
        }
        return false
    }

    /// 10:30, 三点半, 三点五十分.
    private func isTime(_ numeral: Numeral) -> Bool {
        let lower = numeral.range.lowerBound, upper = numeral.range.upperBound
        if let (scalar, next) = text.next(at: upper), scalar == "点", let following = text.scalar(at: next) {
            if following == "半" || following == "钟" || following == "整" || isFigure(following) { return true }
            if case .digit = NumeralToken(following) { return true }
            if case .unit = NumeralToken(following) { return true }
        }
        guard numeral.value < 60 else { return false }
        if let (scalar, beginning) = text.previous(before: lower) {
            if scalar == "点", let (hour, _) = text.previous(before: beginning),
                text.scalar(at: upper) == "分" || isFigure(hour) || NumeralToken(hour).mayBegin { return true }
            if scalar == ":", numeral.range.count == 2, let (hour, _) = text.previous(before: beginning), isFigure(hour) { return true }
        }
        return isFollowedByFigure(at: upper, after: ":") && isFollowedByFigure(at: upper + 1, after: "0123456789")
            && numeral.value <= 24
    }

    private func isFigure(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private func isFollowedByFigure(at offset: Int, after separators: String) -> Bool {
        guard let (scalar, next) = text.next(at: offset), separators.unicodeScalars.contains(scalar) else { return false }
        return text.scalar(at: next).map(isFigure) ?? false
    }

    // MARK: - Money

    private static let signs = ["¥", "人民币", "rmb", "cny"].map { Array($0.utf8) }

    /// Where the currency before a number begins, inside the part that is read.
    private func currencySign(before offset: Int) -> Int? {
        let signEnd = offset > start && text.bytes[offset - 1] == UInt8(ascii: " ") ? offset - 1 : offset
        for sign in Self.signs where signEnd - sign.count >= start && text.hasSuffix(sign, before: signEnd) {
            return signEnd - sign.count
        }
        return nil
    }

    private static let moneyBefore = ["价", "款", "金", "费", "付", "售", "奖", "惠", "减", "省", "抵", "送", "贴", "租", "税", "赔", "罚", "钱", "息", "投", "值", "额", "佣", "卖"]
        .compactMap(\.unicodeScalars.first)
    private static let moneyAfter = ["抵", "起", "首付", "定金", "订金", "诚意金", "押金", "现金", "大奖", "礼金", "/m2", "/平", "/套", "/月", "/年", "一平", "每平", "优惠", "补贴", "红包"]
        .map { Array($0.utf8) }
    /// How many characters back a word of money still governs a bare amount.
    private static let moneyReach = 6

    /// Whether 5万 or 1.2亿 without 元 is an amount, by the words around it.
    private func speaksOfMoney(_ numeral: Numeral) -> Bool {
        let written = text.bytes[numeral.range]
        let isLarge = ["万", "亿"].contains { scale in
            let bytes = Array(scale.utf8)
            return written.indices.contains { written[$0...].starts(with: bytes) }
        }
        guard isLarge else { return false }
        if Self.moneyAfter.contains(where: { text.hasPrefix($0, at: numeral.range.upperBound) }) { return true }
        var position = numeral.range.lowerBound
        for _ in 0..<Self.moneyReach {
            guard let (scalar, beginning) = text.previous(before: position), !",;。!?…\n".unicodeScalars.contains(scalar) else { break }
            if Self.moneyBefore.contains(scalar) { return true }
            position = beginning
        }
        return false
    }
}
