import KaipanArchive
import KaipanTestSupport
import Testing

/// Numbers are planted by rules that are not the redactor's, in texts without numbers of their own.
@Suite struct RedactionPropertyTests {
    private static let words = [
        "您好", "这套朝南", "学区以公布为准", "价格优惠", "请留个", "麻烦您记", "可以的", "谢谢", "看一下沙盘", "得房率", "，", "。", "？", "！", "\n", " ", "e\u{301}", "👨‍👩‍👧", "岚汀里", "云岭府", "不含车位", "认购",
        "电话是", "手机", "号码", "ok", "A栋", "三房", "，请问",
    ]

    private struct Source {
        var generator: SeededGenerator

        mutating func digits(_ count: Int, first: ClosedRange<Int> = 0...9) -> [Int] {
            (0..<count).map { Int.random(in: $0 == 0 ? first : 0...9, using: &generator) }
        }

        mutating func mobile() -> [Int] { [1] + digits(1, first: 3...9) + digits(9) }

        mutating func card() -> [Int] {
            let first = [6, 2] + digits(Int.random(in: 13...16, using: &generator))
            return first + [(0...9).first { Self.luhn(first + [$0]) }!]
        }

        /// The textbook's way, from the right.
        static func luhn(_ digits: [Int]) -> Bool {
            var sum = 0, double = false
            for digit in digits.reversed() {
                sum += double ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit
                double.toggle()
            }
            return sum % 10 == 0
        }

        /// By the table of weights in GB 11643.
        mutating func identity() -> (digits: [Int], last: String) {
            let region = [[1, 1, 0, 1, 0, 5], [3, 3, 0, 1, 0, 6], [3, 7, 0, 1, 0, 2], [5, 3, 0, 1, 0, 2]].randomElement(using: &generator)!
            let year = Int.random(in: 1930...2008, using: &generator), month = Int.random(in: 1...12, using: &generator)
            let day = Int.random(in: 1...28, using: &generator)
            let date = [year / 1000, year / 100 % 10, year / 10 % 10, year % 10, month / 10, month % 10, day / 10, day % 10]
            let digits = region + date + digits(3)
            let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
            let last = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11]
            return (digits, last)
        }

        /// Digits as they are written, typed in full width or spoken.
        mutating func spelled(_ digits: [Int]) -> String {
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: return digits.map { String("０１２３４５６７８９".dropFirst($0).first!) }.joined()
            case 1: return digits.map { String("零幺二三四五六七八九".dropFirst($0).first!) }.joined()
            case 2: return digits.map { String("洞一两三四五六拐八勾".dropFirst($0).first!) }.joined()
            default: return digits.map(String.init).joined()
            }
        }

        /// In groups, with separators or hesitation between them.
        mutating func grouped(_ digits: [Int], _ sizes: [Int]) -> String {
            let isSpoken = Bool.random(using: &generator)
            let glue = (isSpoken ? ["，", "嗯", " ", "，那个"] : [" ", "-", "－", ""]).randomElement(using: &generator)!
            var rest = digits[...], parts: [String] = []
            for size in sizes {
                let part = rest.prefix(size)
                rest = rest.dropFirst(size)
                parts.append(
                    isSpoken ? part.map { String("零幺二三四五六七八九".dropFirst($0).first!) }.joined() : part.map(String.init).joined())
            }
            return parts.joined(separator: glue)
        }

        mutating func planted() -> (text: String, kind: RedactionKind) {
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: return (spelled(mobile()), .mobile)
            case 1: return (grouped(mobile(), [3, 4, 4]), .mobile)
            case 2:
                let (digits, last) = identity()
                return (digits.map(String.init).joined() + last, .identity)
            case 3:
                let card = card()
                return (card.map(String.init).joined(), .bankCard)
            default:
                let card = card()
                return (stride(from: 0, to: card.count, by: 4).map { card[$0..<min($0 + 4, card.count)].map(String.init).joined() }.joined(separator: " "), .bankCard)
            }
        }
    }

    @Test(arguments: 0..<20) func `planted numbers are hidden exactly, everything else is equal byte by byte`(seed: UInt64) {
        var source = Source(generator: SeededGenerator(seed: seed))
        let redactor = Redactor()
        for _ in 0..<40 {
            var text = "", expected = "", ranges: [Range<Int>] = [], secrets: [String] = []
            for part in 0..<Int.random(in: 1...4, using: &source.generator) {
                for _ in 0..<Int.random(in: part == 0 ? 0...4 : 1...4, using: &source.generator) {
                    let word = Self.words.randomElement(using: &source.generator)!
                    text += word
                    expected += word
                }
                // A word that no number goes on over.
                text += "请记"
                expected += "请记"
                let (planted, kind) = source.planted()
                let start = text.unicodeScalars.count
                text += planted
                ranges.append(start..<start + planted.unicodeScalars.count)
                expected += kind.replacement.zh
                secrets.append(planted)
                text += "好的"
                expected += "好的"
            }
            let found = redactor.redactions(in: text)
            #expect(found.map(\.range) == ranges, "\(text)")
            let redacted = redactor.redacted(text)
            #expect(redacted.utf8.elementsEqual(expected.utf8), "\(text)\n\(redacted)")
            #expect(secrets.allSatisfy { !redacted.contains($0) })
            #expect(redactor.redactions(in: redacted) == [])
        }
    }

    /// Any text at all: nothing crashes, ranges are in order, what is outside of them stays.
    @Test(arguments: 0..<20) func `of any text only the ranges change`(seed: UInt64) {
        var generator = SeededGenerator(seed: 1000 + seed)
        let pieces = "0123456789０１２３一二三八零幺洞拐 -－,，.。·()（）+86xXabz@_元号路街弄室京沪A微信号\n\u{200B}\u{301}😀".unicodeScalars.map { $0 }
        let redactor = Redactor(names: ["一二"])
        for _ in 0..<200 {
            var view = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...40, using: &generator) { view.append(pieces.randomElement(using: &generator)!) }
            let text = String(view), scalars = Array(view)
            let found = redactor.redactions(in: text)
            var rebuilt = String.UnicodeScalarView(), place = 0
            for redaction in found {
                #expect(redaction.range.lowerBound >= place && !redaction.range.isEmpty && redaction.range.upperBound <= scalars.count)
                rebuilt.append(contentsOf: scalars[place..<redaction.range.lowerBound])
                rebuilt.append(contentsOf: redaction.replacement.unicodeScalars)
                place = redaction.range.upperBound
            }
            rebuilt.append(contentsOf: scalars[place...])
            #expect(String(rebuilt).utf8.elementsEqual(redactor.redacted(text).utf8))
        }
    }
}
