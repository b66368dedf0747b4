import Foundation

/// How figures are read out.
enum ChineseReading {
    private static let digits = Array("零一二三四五六七八九".unicodeScalars)

    /// The characters of a number as it is said: 15 is 十五, 30 % is 百分之三十, 3.5 is 三点五.
    ///
    /// - Parameters:
    ///   - digitByDigit: as years are read.
    /// - Returns: nil for numbers of more than twelve places and negative ones.
    static func scalars(_ value: Decimal, isPercent: Bool, digitByDigit: Bool) -> [Unicode.Scalar]? {
        let text = "\(value)"
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first, let number = Int64(whole), number >= 0, number < 1_000_000_000_000, parts.count <= 2 else { return nil }
        var result: [Unicode.Scalar] = isPercent ? Array("百分之".unicodeScalars) : []
        if digitByDigit {
            result += whole.compactMap(\.wholeNumberValue).map { digits[$0] }
        } else {
            result += read(number)
        }
        if parts.count == 2 {
            result.append("点")
            result += parts[1].compactMap(\.wholeNumberValue).map { digits[$0] }
        }
        return result
    }

    private static func read(_ number: Int64) -> [Unicode.Scalar] {
        guard number > 0 else { return [digits[0]] }
        if number < 10_000 { return small(Int(number)) }
        var result: [Unicode.Scalar] = []
        let hundredMillions = number / 100_000_000, tenThousands = number / 10_000 % 10_000, rest = number % 10_000
        if hundredMillions > 0 { result += small(Int(hundredMillions)) + ["亿"] }
        if tenThousands > 0 {
            if hundredMillions > 0, tenThousands < 1000 { result.append(digits[0]) }
            result += small(Int(tenThousands)) + ["万"]
        }
        if rest > 0 {
            if rest < 1000 || tenThousands == 0 && hundredMillions > 0 { result.append(digits[0]) }
            result += small(Int(rest))
        }
        return result
    }

    private static func small(_ number: Int) -> [Unicode.Scalar] {
        let places: [(Int, Unicode.Scalar)] = [(1000, "千"), (100, "百"), (10, "十")]
        var result: [Unicode.Scalar] = [], rest = number, skipped = false
        for (size, name) in places {
            let digit = rest / size
            rest %= size
            guard digit > 0 else {
                skipped = !result.isEmpty
                continue
            }
            if skipped { result.append(digits[0]) }
            skipped = false
            if !(size == 10 && digit == 1 && result.isEmpty) { result.append(digits[digit]) }
            result.append(name)
        }
        if rest > 0 {
            if skipped { result.append(digits[0]) }
            result.append(digits[rest])
        }
        return result
    }
}
