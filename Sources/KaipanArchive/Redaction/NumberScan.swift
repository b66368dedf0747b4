/// Finds numbers of persons among the digits of a text.
struct NumberScan {
    private let text: [Unicode.Scalar]
    private let numbers: SpokenDigits

    /// - Parameter text: folded.
    init(_ text: [Unicode.Scalar]) {
        self.text = text
        numbers = SpokenDigits(text)
    }

    private typealias Found = (range: Range<Int>, kind: RedactionKind)

    func found(_ kinds: Set<RedactionKind>, _ known: KnownNumbers) -> [(range: Range<Int>, kind: RedactionKind)] {
        (known.isEmpty ? [] : known.found(in: text, numbers).filter { kinds.contains($0.kind) }) + found(kinds)
    }

    private func found(_ kinds: Set<RedactionKind>) -> [(range: Range<Int>, kind: RedactionKind)] {
        var result: [Found] = [], digit = 0
        while digit < numbers.digits.count {
            guard let (found, next) = match(digit) else {
                digit += 1
                continue
            }
            // One that is not asked for still must not be read in parts.
            if kinds.contains(found.kind) { result.append(found) }
            digit = next
        }
        return result
    }

    private func match(_ digit: Int) -> (Found, next: Int)? {
        if let found = identity(digit) { return found }
        if let found = calledIdentity(digit) { return found }
        if let found = mobile(digit) { return found }
        if let found = card(digit) { return found }
        if let found = oldIdentity(digit) { return found }
        return landline(digit) ?? local(digit)
    }

    // MARK: - Kinds

    private func identity(_ digit: Int) -> (Found, next: Int)? {
        guard numbers.mayBegin(digit, anywhere: true), let base = range(digit, 17), isFree(before: base) else { return nil }
        if let whole = range(digit, 18), CheckedNumber.isIdentity(numbers.values(whole)), numbers.mayEnd(whole.upperBound, anywhere: true),
            isFree(after: whole)
        {
            return ((numbers.start(whole)..<numbers.end(whole), .identity), whole.upperBound)
        }
        guard numbers.mayEnd(base.upperBound, anywhere: false), CheckedNumber.isIdentity(numbers.values(base) + [10]) else { return nil }
        guard let end = KnownNumbers.checkLetter(text, numbers.end(base)) else { return nil }
        return ((numbers.start(base)..<end, .identity), base.upperBound)
    }

    /// A number that is called an identity number, or grouped as one round a day of birth, whatever its check digit: people misread and mistype.
    private func calledIdentity(_ digit: Int) -> (Found, next: Int)? {
        for length in stride(from: 18, through: 15, by: -1) {
            let isSpoken = numbers.digits[digit].isSpoken
            guard numbers.mayBegin(digit, anywhere: false), let whole = range(digit, length), numbers.mayEnd(whole.upperBound, anywhere: isSpoken),
                isFree(before: whole), isFree(after: whole) || (length == 17 && KnownNumbers.checkLetter(text, numbers.end(whole)) != nil), !isQuantity(whole)
            else { continue }
            let values = numbers.values(whole)
            let isGrouped = numbers.sizes(whole) == [6, 8, 4] && isDate(values[6..<14]) && label(before: whole) == nil
            guard isGrouped || isCalledIdentity(whole) else { continue }
            let end = length == 17 ? KnownNumbers.checkLetter(text, numbers.end(whole)) : nil
            return ((numbers.start(whole)..<(end ?? numbers.end(whole)), .identity), whole.upperBound)
        }
        return nil
    }

    private func oldIdentity(_ digit: Int) -> (Found, next: Int)? {
        guard let whole = strict(digit, 15), numbers.sizes(whole) == [15] || numbers.sizes(whole) == [6, 6, 3],
            CheckedNumber.isIdentity(numbers.values(whole)), isPersonal(whole)
        else { return nil }
        return ((numbers.start(whole)..<numbers.end(whole), .identity), whole.upperBound)
    }

    private func mobile(_ digit: Int) -> (Found, next: Int)? {
        // 86 and 0086 stand before it, with or without a gap.
        for prefix in [[0, 0, 8, 6], [8, 6], []] as [[UInt8]] {
            guard let whole = range(digit, prefix.count + 11), numbers.values(digit..<digit + prefix.count) == prefix else { continue }
            let number = digit + prefix.count..<whole.upperBound
            guard CheckedNumber.isMobile(numbers.values(number)), numbers.mayBegin(digit, anywhere: prefix.isEmpty),
                numbers.mayEnd(whole.upperBound, anywhere: true), hasMobileShape(number), isPersonal(whole)
            else { continue }
            var start = numbers.start(whole)
            if !prefix.isEmpty {
                while start > 0, "+(".unicodeScalars.contains(text[start - 1]) { start -= 1 }
            }
            return ((start..<numbers.end(whole), .mobile), whole.upperBound)
        }
        return nil
    }

    /// Whether the groups are those in which people write such a number, so that an area beside a date is none.
    private func hasMobileShape(_ number: Range<Int>) -> Bool {
        let sizes = numbers.sizes(number), gaps = numbers.gaps(number)
        if gaps.isEmpty || numbers.hasSpoken(number) || gaps.contains(.filler) { return true }
        let isThree = sizes == [3, 4, 4]
        guard isThree || !gaps.contains(.comma) else { return false }
        if sizes == [3, 8] { return !isDate(numbers.values(number).dropFirst(3)) }
        return isThree || sizes.allSatisfy { $0 == 1 }
            || [[7, 4], [3, 3, 5], [4, 4, 3], [4, 3, 4], [5, 6], [3, 2, 2, 2, 2]].contains(sizes)
    }

    /// Whether eight digits are a day, 20260301.
    private func isDate(_ digits: some Collection<UInt8>) -> Bool {
        let number = digits.reduce(0) { $0 * 10 + Int($1) }
        return digits.count == 8 && (1900...2099).contains(number / 10_000)
            && CheckedNumber.isDay(number / 10_000, number / 100 % 100, number % 100)
    }

    private func card(_ digit: Int) -> (Found, next: Int)? {
        for length in stride(from: 19, through: 13, by: -1) {
            guard let whole = strict(digit, length) else { continue }
            let values = numbers.values(whole), gaps = numbers.gaps(whole)
            guard CheckedNumber.hasCardCheck(values), CheckedNumber.hasIssuer(values) || label(before: whole) == .account else { continue }
            let isWritten = !numbers.hasSpoken(whole) && !gaps.contains(.filler)
            if isWritten, gaps.contains(.comma) || numbers.sizes(whole).dropLast().contains(where: { $0 < 4 }) { continue }
            guard isPersonal(whole) else { continue }
            return ((numbers.start(whole)..<numbers.end(whole), .bankCard), whole.upperBound)
        }
        return nil
    }

    private func landline(_ digit: Int) -> (Found, next: Int)? {
        guard numbers.digits[digit].value == 0 else { return nil }
        for length in [12, 11] {
            for code in [3, 4] {
                guard let whole = strict(digit, length), CheckedNumber.isLandline(numbers.values(whole), code: code) else { continue }
                let sizes = numbers.sizes(whole), gaps = numbers.gaps(whole), local = length - code
                let shapes = [[length], [code, local], [code, 4, local - 4], [code, 3, local - 3]]
                guard numbers.isSpoken(whole) || gaps.contains(.filler) || (shapes.contains(sizes) && !gaps.contains(.comma)), isPersonal(whole)
                else { continue }
                return extended(opened(whole), whole.upperBound)
            }
        }
        return nil
    }

    /// A number without its area code, where a word says that it is one.
    private func local(_ digit: Int) -> (Found, next: Int)? {
        for length in [8, 7] {
            guard let whole = strict(digit, length), CheckedNumber.isLocal(numbers.values(whole)), label(before: whole) == .telephone,
                !isDate(numbers.values(whole)), isPersonal(whole), numbers.hasSpoken(whole) || [[length], [4, length - 4], [3, length - 3]].contains(numbers.sizes(whole)),
                !numbers.gaps(whole).contains(.comma)
            else { continue }
            return extended(numbers.start(whole)..<numbers.end(whole), whole.upperBound)
        }
        return nil
    }

    /// With the bracket round the area code.
    private func opened(_ whole: Range<Int>) -> Range<Int> {
        let start = numbers.start(whole), end = numbers.end(whole)
        let isOpen = start > 0 && text[start - 1] == "(" && text[start..<end].contains(")")
        return (isOpen ? start - 1 : start)..<end
    }

    /// With the extension behind it.
    private func extended(_ range: Range<Int>, _ next: Int) -> (Found, next: Int) {
        var place = range.upperBound
        while place < text.count, Redactor.isSpace(text[place]) { place += 1 }
        guard place < text.count, text[place] == "转" || text[place] == "-" else { return ((range, .landline), next) }
        place += 1
        while place < text.count, Redactor.isSpace(text[place]) { place += 1 }
        var digit = next
        while digit < numbers.digits.count, digit < next + 5, numbers.digits[digit].place == place {
            place += 1
            digit += 1
        }
        guard digit > next, digit == numbers.digits.count || numbers.digits[digit].place > place else { return ((range, .landline), next) }
        return ((range.lowerBound..<place, .landline), digit)
    }

    // MARK: - Surroundings

    private func range(_ digit: Int, _ length: Int) -> Range<Int>? {
        let range = digit..<digit + length
        return numbers.isLinked(range) ? range : nil
    }

    /// A range that begins and ends with its groups.
    private func strict(_ digit: Int, _ length: Int) -> Range<Int>? {
        guard numbers.mayBegin(digit, anywhere: false), let range = range(digit, length), numbers.mayEnd(range.upperBound, anywhere: false) else {
            return nil
        }
        return range
    }

    /// Whether a number without a strong check is one of a person: no part of another one, no quantity, not called a contract's.
    private func isPersonal(_ range: Range<Int>) -> Bool {
        isFree(before: range) && isFree(after: range) && !isQuantity(range) && label(before: range) != .numbering
    }

    private static let latinLabels: Set<String> = [
        "tel", "phone", "mobile", "mob", "cell", "call", "vx", "wx", "v", "wechat", "weixin", "m", "t", "p", "ph", "hp", "id", "card", "ext", "vip",
    ]

    /// Whether it is no part of a word with letters, and no decimal's places.
    private func isFree(before range: Range<Int>) -> Bool {
        var place = numbers.start(range)
        guard place > 0 else { return true }
        // 1.13800000000 is a list's number; 0.13800000000 is a decimal.
        if text[place - 1] == ".", numbers.end(range) - place == 11, text[place] == "1" {
            let digits = text[..<(place - 1)].reversed().prefix { (0x30...0x39).contains($0.value) }
            let front = place - 2 - digits.count
            if (1...2).contains(digits.count), digits.last != "0", front < 0 || !Redactor.isWord(text[front]) && text[front] != "." { return true }
        }
        if text[place - 1] == ".", place > 1, (0x30...0x39).contains(text[place - 2].value) { return false }
        // The letters of a contract's number, HT-2026-…, stand in one word with it.
        while place > 0, Redactor.isWord(text[place - 1]) || "-#".unicodeScalars.contains(text[place - 1]) { place -= 1 }
        let word = text[place..<numbers.start(range)].filter { $0 != "-" && $0 != "#" }
        guard word.contains(where: { !(0x30...0x39).contains($0.value) }) else { return true }
        return Self.latinLabels.contains(String(String.UnicodeScalarView(word)).lowercased())
    }

    private func isFree(after range: Range<Int>) -> Bool {
        let place = numbers.end(range)
        guard place < text.count else { return true }
        if text[place] == ".", place + 1 < text.count, (0x30...0x39).contains(text[place + 1].value) { return false }
        return !Redactor.isWord(text[place]) || (0x30...0x39).contains(text[place].value)
    }

    private static let units = ["元", "万", "亿", "㎡", "平米", "平方", "块钱", "m2", "m²", "RMB", "%"].map { Array($0.unicodeScalars) }

    private func isQuantity(_ range: Range<Int>) -> Bool {
        let start = numbers.start(range)
        if start > 0, "¥￥$€".unicodeScalars.contains(text[start - 1]) { return true }
        var place = numbers.end(range)
        while place < text.count, Redactor.isSpace(text[place]) { place += 1 }
        guard let unit = Self.units.first(where: { text[place...].starts(with: $0) }) else { return false }
        // 元旦, 万一: no unit.
        guard unit.count == 1, place + 1 < text.count else { return true }
        return !(text[place] == "元" && "旦宵".unicodeScalars.contains(text[place + 1])) && !(text[place] == "万" && text[place + 1] == "一")
    }

    private enum Label { case telephone, account, numbering }

    private static let words: [(label: Label, words: [String])] = [
        (.telephone, ["电话", "手机", "座机", "拨打", "联系方式", "tel", "phone"]),
        (.account, ["身份证", "证件号", "银行卡", "卡号", "账号", "帐号", "账户"]),
        (.numbering, [
            "合同号", "编号", "订单", "单号", "流水", "凭证", "备案", "许可证", "预售证", "发票", "税号", "信用代码", "文号", "序号", "协议号", "contract no",
            "order no", "invoice",
        ]),
    ]

    private static let labels: [(word: [Unicode.Scalar], label: Label)] = words.flatMap { group in
        group.words.map { (word: Array($0.unicodeScalars), label: group.label) }
    }

    private static let identityWords = ["身份证", "证件号", "证件编号", "identity", "id"].map { Array($0.unicodeScalars) }
    private static let otherWords = ["银行卡", "卡号", "账号", "帐号", "账户", "合同号", "合同编号", "订单", "单号", "流水", "发票", "许可证", "信用代码"].map { Array($0.unicodeScalars) }

    /// Whether the words before a number, or those right behind it, call it an identity number.
    private func isCalledIdentity(_ range: Range<Int>) -> Bool {
        let end = numbers.start(range)
        var start = end
        while start > 0, end - start < 20, !"。；;！？!?\n".unicodeScalars.contains(text[start - 1]), !(0x30...0x39).contains(text[start - 1].value) { start -= 1 }
        let before = Self.lower(text[start..<end])
        let own = last(Self.identityWords, in: before), other = last(Self.otherWords, in: before)
        if let own { return own > other ?? -1 }
        guard other == nil else { return false }
        let behind = numbers.end(range)
        return last(Self.identityWords, in: Self.lower(text[behind..<min(text.count, behind + 10)])) != nil
    }

    private static func lower(_ text: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar] {
        text.map { $0.properties.isUppercase && $0.isASCII ? Unicode.Scalar($0.value + 32)! : $0 }
    }

    /// The last place of a word; Latin ones stand alone.
    private func last(_ words: [[Unicode.Scalar]], in text: [Unicode.Scalar]) -> Int? {
        text.indices.last { place in
            words.contains { word in
                guard text[place...].starts(with: word) else { return false }
                let end = place + word.count
                return !word[0].isASCII || ((place == 0 || !Redactor.isWord(text[place - 1])) && (end == text.count || !Redactor.isWord(text[end])))
            }
        }
    }

    /// What the words before a number call it, within its own clause.
    private func label(before range: Range<Int>) -> Label? {
        let end = numbers.start(range)
        var start = end
        while start > 0, end - start < 16, !"。；;，,！？!?\n".unicodeScalars.contains(text[start - 1]), !(0x30...0x39).contains(text[start - 1].value) {
            start -= 1
        }
        let before = text[start..<end].map { $0.properties.isUppercase && $0.isASCII ? Unicode.Scalar($0.value + 32)! : $0 }
        var best: (place: Int, label: Label)?
        for (word, label) in Self.labels where word.count <= before.count {
            for place in stride(from: before.count - word.count, through: 0, by: -1) where before[place...].starts(with: word) {
                // 合同编号 names what follows at once, not everything behind it.
                if label == .numbering, before.count - place - word.count > 6 { break }
                if best.map({ $0.place < place }) ?? true { best = (place, label) }
                break
            }
        }
        return best?.label
    }
}
