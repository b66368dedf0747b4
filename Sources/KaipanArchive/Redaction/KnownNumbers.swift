/// Numbers of persons on record: wherever their digits stand, in whatever groups, written or spoken, they are theirs.
struct KnownNumbers: Sendable {
    private struct Known {
        var digits: [UInt8]
        var kind: RedactionKind
    }

    /// By their first four digits.
    private var byStart: [UInt16: [Known]] = [:]

    var isEmpty: Bool { byStart.isEmpty }

    /// - Parameter numbers: in any spelling; those of fewer than seven digits are not looked for, they stand everywhere.
    init(_ numbers: some Sequence<String>) {
        var seen: Set<[UInt8]> = []
        for number in numbers {
            var digits = SpokenDigits(Redactor.folded(number)).digits.map(\.value)
            if digits.count > 11, CheckedNumber.isMobile(digits.suffix(11)), [[8, 6], [0, 0, 8, 6]].contains(Array(digits.dropLast(11))) {
                digits = Array(digits.suffix(11))
            }
            guard digits.count >= 7, seen.insert(digits).inserted else { continue }
            let kind: RedactionKind = digits.count >= 15 ? .identity : CheckedNumber.isMobile(digits) ? .mobile : .landline
            byStart[Self.start(digits), default: []].append(Known(digits: digits, kind: kind))
        }
        for start in byStart.keys { byStart[start]?.sort { $0.digits.count > $1.digits.count } }
    }

    private static func start(_ digits: some Collection<UInt8>) -> UInt16 { digits.prefix(4).reduce(0) { $0 << 4 | UInt16($1 & 15) } }

    /// Where they stand.
    func found(in text: [Unicode.Scalar], _ numbers: SpokenDigits) -> [(range: Range<Int>, kind: RedactionKind)] {
        var result: [(range: Range<Int>, kind: RedactionKind)] = [], digit = 0
        while digit + 7 <= numbers.digits.count {
            let known = byStart[Self.start(numbers.values(digit..<digit + 4))]?.first { known in
                let range = digit..<digit + known.digits.count
                guard numbers.isLinked(range), numbers.values(range) == known.digits else { return false }
                // Short ones stand in longer ones by chance.
                return known.digits.count >= 11 || (numbers.mayBegin(digit, anywhere: false) && numbers.mayEnd(range.upperBound, anywhere: false))
            }
            guard let known else {
                digit += 1
                continue
            }
            let range = digit..<digit + known.digits.count
            var end = numbers.end(range)
            // The last character of an identity number may be an X.
            if known.digits.count == 17, let last = Self.checkLetter(text, end) { end = last }
            result.append((numbers.start(range)..<end, known.kind))
            digit = range.upperBound
        }
        return result
    }

    /// The place behind the X that ends an identity number; nil where none stands there.
    static func checkLetter(_ text: [Unicode.Scalar], _ end: Int) -> Int? {
        var place = end
        while place < text.count, place < end + 6, Redactor.isSpace(text[place]) || ",-、嗯啊".unicodeScalars.contains(text[place]) { place += 1 }
        guard place < text.count, "xXⅹⅩ×叉".unicodeScalars.contains(text[place]), place + 1 == text.count || !Redactor.isWord(text[place + 1]) else {
            return nil
        }
        return place + 1
    }
}
