import Foundation

/// The grammar of numbers: what surrounds the core that `NumeralCore` reads.
struct NumeralReader {
    let text: FoldedCursor

    private enum Attempt {
        case found(Numeral)
        case nothing(resumeAt: Int)
    }

    func first(from start: Int) -> Numeral? {
        var position = max(0, start)
        while let (scalar, end) = text.next(at: position) {
            switch attempt(at: position, scalar, end) {
            case .found(let numeral): return numeral
            case .nothing(let resumption): position = resumption
            }
        }
        return nil
    }

    private func attempt(at position: Int, _ scalar: Unicode.Scalar, _ end: Int) -> Attempt {
        switch scalar {
        case "第": return ordinal(at: position, end)
        case "几", "数": return vague(at: position, end)
        default: break
        }
        if ("0"..."9").contains(scalar) {
            if belongsToName(at: position) { return .nothing(resumeAt: endOfFigures(from: position)) }
        } else if scalar.isASCII || !NumeralToken(scalar).mayBegin {
            return .nothing(resumeAt: end)
        }
        if let share = hundredths(at: position) { return .found(share) }
        if let wordEnd = NumberlessWords.end(covering: scalar, at: position, in: text) {
            return .nothing(resumeAt: max(wordEnd, end))
        }
        if text.hasPrefix("一半".utf8, at: position) {
            return .found(Numeral(value: 50, range: position..<position + 6, isPercent: true, notation: .chinese))
        }
        guard let core = NumeralCore(text, at: position) else {
            return .nothing(resumeAt: endOfFailure(scalar, end))
        }
        return .found(complete(core, from: position))
    }

    // MARK: - Before the number

    private func ordinal(at position: Int, _ end: Int) -> Attempt {
        guard let core = NumeralCore(text, at: end) else { return .nothing(resumeAt: end) }
        var numeral = core.numeral(from: position)
        numeral.isOrdinal = true
        return .found(numeral)
    }

    /// 几十万 and 数百: at least one of the unit that follows.
    private func vague(at position: Int, _ end: Int) -> Attempt {
        guard let (scalar, _) = text.next(at: end), hundredths(at: end) == nil else { return .nothing(resumeAt: end) }
        switch NumeralToken(scalar) {
        case .unit, .scale: break
        default: return .nothing(resumeAt: end)
        }
        guard NumberlessWords.end(covering: scalar, at: end, in: text) == nil, let core = NumeralCore(text, at: end) else {
            return .nothing(resumeAt: end)
        }
        var numeral = complete(core, from: position)
        numeral.isApproximate = true
        return .found(numeral)
    }

    /// Figures behind a letter are part of a name (h5, g20, m2), unless the letters are a currency.
    private func belongsToName(at position: Int) -> Bool {
        guard position > 0, let (before, _) = text.previous(before: position), ("a"..."z").contains(before) else { return false }
        for prefix in ["rmb", "cny", "no"] where text.hasSuffix(prefix.utf8, before: position) {
            let start = position - prefix.utf8.count
            guard let (earlier, _) = text.previous(before: start) else { return false }
            return ("a"..."z").contains(earlier)
        }
        return true
    }

    private func endOfFigures(from position: Int) -> Int {
        var end = position
        while let scalar = text.scalar(at: end), ("0"..."9").contains(scalar) { end += 1 }
        return end
    }

    /// Where to go on after what is no number: behind a whole row of figures, digits or units, because a part of
    /// one is no number either.
    private func endOfFailure(_ scalar: Unicode.Scalar, _ position: Int) -> Int {
        if ("0"..."9").contains(scalar) { return endOfFigures(from: position) }
        var end = position
        switch NumeralToken(scalar) {
        case .digit(_, isCapital: false):
            while let (scalar, next) = text.next(at: end), case .digit = NumeralToken(scalar) { end = next }
        case .unit, .scale:
            while let (scalar, next) = text.next(at: end) {
                switch NumeralToken(scalar) {
                case .unit, .scale: end = next
                default: return end
                }
            }
        default: break
        }
        return end
    }

    // MARK: - Shares

    private static let denominators: [(name: String, hundredths: Decimal)] = [
        ("百分之", 1), ("千分之", 1 / 10), ("万分之", 1 / 100), ("百分百", 1),
    ]

    /// 百分之五, 千分之三, 万分之五, 百分之百 and 百分百.
    private func hundredths(at position: Int) -> Numeral? {
        guard let scale = Self.denominators.first(where: { text.hasPrefix($0.name.utf8, at: position) }) else { return nil }
        let start = position + scale.name.utf8.count
        if scale.name == "百分百" || scale.name == "百分之" && text.hasPrefix("百".utf8, at: start) {
            let end = scale.name == "百分百" ? start : start + 3
            return Numeral(value: 100, range: position..<end, isPercent: true, notation: .chinese)
        }
        guard let core = NumeralCore(text, at: start) else { return nil }
        var numeral = core.numeral(from: position)
        numeral.value *= scale.hundredths
        numeral.isPercent = true
        return numeral
    }

    private func complete(_ core: NumeralCore, from position: Int) -> Numeral {
        var numeral = core.numeral(from: position)
        if let (before, start) = text.previous(before: position), core.beginsWithUnit {
            if before == "上", text.previous(before: start)?.scalar != "以" { numeral.isApproximate = true }
        }
        if let (factor, end) = percentSign(at: core.end) {
            numeral.value *= factor
            numeral.range = position..<end
            numeral.isPercent = true
        } else if let (half, end) = tenths(after: core) {
            numeral.value = (core.value + half) * 10
            numeral.range = position..<end
            if numeral.notation == .arabic { numeral.notation = .mixed }
            numeral.isPercent = true
        } else if text.hasPrefix("分之".utf8, at: core.end), core.value > 0,
            let numerator = NumeralCore(text, at: core.end + 6) {
            numeral.value = numerator.value * 100 / core.value
            numeral.range = position..<numerator.end
            numeral.isPercent = true
        }
        return numeral
    }

    private func percentSign(at offset: Int) -> (factor: Decimal, end: Int)? {
        let sign = text.scalar(at: offset) == " " ? offset + 1 : offset
        switch text.scalar(at: sign) {
        case "%": return (1, sign + 1)
        case "‰": return (1 / 10, sign + 3)
        default: break
        }
        for name in ["个百分点", "百分点"] where text.hasPrefix(name.utf8, at: offset) {
            return (1, offset + name.utf8.count)
        }
        return nil
    }

    /// 成 and 成半 behind a number of at most ten, where 成 does not begin a word.
    private func tenths(after core: NumeralCore) -> (half: Decimal, end: Int)? {
        guard core.value > 0, core.value <= 10, text.hasPrefix("成".utf8, at: core.end) else { return nil }
        let end = core.end + 3
        if text.scalar(at: end) == "半" { return (1 / 2, end + 3) }
        if let next = text.scalar(at: end), Self.wordsWithTenth.unicodeScalars.contains(next) { return nil }
        return (0, end)
    }

    /// What makes a word of 成: 成立, 成为, 成交, 成本, …
    private static let wordsWithTenth = "立为功交本品员果都熟长人套片型年绩就家效倍语份分都章"
}
