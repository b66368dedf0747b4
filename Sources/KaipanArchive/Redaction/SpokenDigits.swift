/// The digits of a text, written or spoken, in groups as they stand together.
///
/// Groups that only separators or words of hesitation part are one chain: 幺三八，嗯，零零零零。
struct SpokenDigits {
    struct Digit {
        var value: UInt8
        /// In the text, in scalars.
        var place: Int
        var isSpoken: Bool
    }

    /// What stands between a group and the one before it.
    enum Gap: Equatable {
        /// Something else: no number goes on over it.
        case broken
        case separator
        /// A comma, which also parts what is not one number.
        case comma
        case filler
    }

    struct Group {
        /// Of `digits`.
        var range: Range<Int>
        var gap: Gap
    }

    private(set) var digits: [Digit] = []
    private(set) var groups: [Group] = []
    /// The group of each digit.
    private(set) var groupOf: [Int] = []

    private static let spoken: [Unicode.Scalar: UInt8] = [
        "零": 0, "〇": 0, "○": 0, "洞": 0, "一": 1, "幺": 1, "壹": 1, "二": 2, "两": 2, "贰": 2, "三": 3, "叁": 3, "四": 4, "肆": 4,
        "五": 5, "伍": 5, "六": 6, "陆": 6, "七": 7, "柒": 7, "拐": 7, "八": 8, "捌": 8, "九": 9, "玖": 9, "勾": 9,
    ]

    private static let fillers = [
        "嗯", "呃", "额", "啊", "哦", "唉", "诶", "欸", "哎", "那个", "这个", "就是", "然后", "后面", "后边", "接着", "再", "对", "是", "哈", "呢",
        "吧", "的话", "呀", "嘛", "横杠", "杠", "空格", "um", "uh", "er", "then", "and",
    ].map { Array($0.unicodeScalars) }

    /// The longest gap, in scalars.
    private static let gapLimit = 12

    /// - Parameter text: as `Redactor.folded` gives it.
    init(_ text: [Unicode.Scalar]) {
        var place = 0, gap = Gap.broken, end = -1
        while place < text.count {
            guard let digit = Self.digit(text, place) else {
                place += 1
                continue
            }
            if end >= 0 { gap = Self.gap(text, end..<place, spoken: digits[digits.count - 1].isSpoken && digit.isSpoken) }
            if end >= 0, text[end..<place].allSatisfy(Redactor.isInvisible) {
                groups[groups.count - 1].range = groups[groups.count - 1].range.lowerBound..<digits.count + 1
            } else {
                groups.append(Group(range: digits.count..<digits.count + 1, gap: gap))
            }
            groupOf.append(groups.count - 1)
            digits.append(digit)
            place += 1
            end = place
        }
    }

    private static func digit(_ text: [Unicode.Scalar], _ place: Int) -> Digit? {
        let scalar = text[place]
        if scalar.isASCII { return (0x30...0x39).contains(scalar.value) ? Digit(value: UInt8(scalar.value - 0x30), place: place, isSpoken: false) : nil }
        if let value = spoken[scalar] { return Digit(value: value, place: place, isSpoken: true) }
        // Recognition writes 么 for 幺.
        if scalar == "么", place + 1 < text.count, place == 0 || !"什怎那这多要嘛干".unicodeScalars.contains(text[place - 1]),
            let next = spoken[text[place + 1]], next >= 3
        {
            return Digit(value: 1, place: place, isSpoken: true)
        }
        guard let type = scalar.properties.numericType, type != .numeric, let value = scalar.properties.numericValue, (0...9).contains(value) else {
            return nil
        }
        return Digit(value: UInt8(value), place: place, isSpoken: false)
    }

    private static func gap(_ text: [Unicode.Scalar], _ range: Range<Int>, spoken: Bool) -> Gap {
        guard range.count <= gapLimit else { return .broken }
        var place = range.lowerBound, result = Gap.separator
        scan: while place < range.upperBound {
            switch text[place] {
            case " ", "\t", "-", "‐", "‑", "‒", "–", "—", "―", "−", ".", "·", "•", "・", "(", ")", "_", "~", "…": place += 1
            case ",", "、":
                if result == .separator { result = .comma }
                place += 1
            // Recognition ends sentences within a number that is read out slowly.
            case "。" where spoken: place += 1
            case let scalar where Redactor.isInvisible(scalar): place += 1
            default:
                for filler in fillers where text[place..<range.upperBound].starts(with: filler) {
                    place += filler.count
                    result = .filler
                    continue scan
                }
                return .broken
            }
        }
        return result
    }

    // MARK: - Reading

    func values(_ range: Range<Int>) -> [UInt8] { digits[range].map(\.value) }

    /// The place of the text after the last digit of a range.
    func end(_ range: Range<Int>) -> Int { digits[range.upperBound - 1].place + 1 }

    func start(_ range: Range<Int>) -> Int { digits[range.lowerBound].place }

    /// Whether a range goes over groups of one chain only.
    func isLinked(_ range: Range<Int>) -> Bool {
        guard range.upperBound <= digits.count else { return false }
        let first = groupOf[range.lowerBound], last = groupOf[range.upperBound - 1]
        return first == last || groups[first + 1...last].allSatisfy { $0.gap != .broken }
    }

    /// How many digits of a range stand in each group.
    func sizes(_ range: Range<Int>) -> [Int] {
        (groupOf[range.lowerBound]...groupOf[range.upperBound - 1]).map { groups[$0].range.clamped(to: range).count }
    }

    func gaps(_ range: Range<Int>) -> [Gap] {
        let first = groupOf[range.lowerBound], last = groupOf[range.upperBound - 1]
        return first == last ? [] : groups[first + 1...last].map(\.gap)
    }

    func hasSpoken(_ range: Range<Int>) -> Bool { digits[range].contains(where: \.isSpoken) }

    func isSpoken(_ range: Range<Int>) -> Bool { digits[range].allSatisfy(\.isSpoken) }

    /// Whether a number may begin at a digit: where its group does, or where spoken digits end; in speech anywhere.
    func mayBegin(_ digit: Int, anywhere: Bool) -> Bool {
        groups[groupOf[digit]].range.lowerBound == digit || digits[digit].isSpoken != digits[digit - 1].isSpoken
            || (anywhere && digits[digit].isSpoken)
    }

    /// Whether a number may end before a digit.
    func mayEnd(_ digit: Int, anywhere: Bool) -> Bool {
        groups[groupOf[digit - 1]].range.upperBound == digit || digits[digit].isSpoken != digits[digit - 1].isSpoken
            || (anywhere && digits[digit - 1].isSpoken)
    }
}
