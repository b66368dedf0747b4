/// Estimates how often a pattern is met in ordinary text, to tell rare ones from frequent ones.
///
/// The figures are rough; what counts is that a phrase is rarer than a word, and a word rarer than one of ten characters.
package struct PatternFrequency {
    private var scalars: ArraySlice<Unicode.Scalar>

    /// The share of the places in a text at which a pattern is met, up to 1.
    package static func estimate(_ expression: String) -> Double {
        var reader = PatternFrequency(scalars: Array(expression.unicodeScalars)[...])
        return reader.alternatives()
    }

    /// The share of the characters of a text that are a certain one.
    static func estimate(_ scalar: UInt32) -> Double { Unicode.Scalar(scalar).map(frequency) ?? 0.001 }

    private mutating func alternatives() -> Double {
        var sum = 0.0
        repeat { sum += sequence() } while take("|")
        return min(1, sum)
    }

    private mutating func sequence() -> Double {
        var product = 1.0
        while let next = scalars.first, next != "|", next != ")" {
            let single = atom()
            let least = repeats()
            for _ in 0..<min(least, 8) { product *= single }
        }
        return product
    }

    private mutating func atom() -> Double {
        guard let scalar = scalars.popFirst() else { return 1 }
        switch scalar {
        case "(":
            if take("?") { _ = take(":") }
            defer { _ = take(")") }
            return alternatives()
        case "[": return characterClass()
        case ".": return 1
        case "\\": return scalars.popFirst().map(Self.frequency) ?? 1
        default: return Self.frequency(scalar)
        }
    }

    private mutating func characterClass() -> Double {
        let isNegated = take("^")
        var sum = 0.0
        while let scalar = scalars.popFirst(), scalar != "]" {
            let single = scalar == "\\" ? scalars.popFirst() ?? scalar : scalar
            guard scalars.first == "-", let last = scalars.dropFirst().first, last != "]", last.value >= single.value else {
                sum += Self.frequency(single)
                continue
            }
            scalars = scalars.dropFirst(2)
            sum += Self.frequency(single) * Double(last.value - single.value + 1)
        }
        return isNegated ? 1 : min(1, sum)
    }

    /// How often the atom before has to stand there.
    private mutating func repeats() -> Int {
        var least = 1
        if take("?") || take("*") { least = 0 } else if take("+") { least = 1 } else if take("{") {
            least = 0
            while let scalar = scalars.first, let digit = Int(String(scalar)) {
                scalars = scalars.dropFirst()
                least = min(least * 10 + digit, 100)
            }
            while let scalar = scalars.popFirst(), scalar != "}" {}
        }
        // Lazy or not, the same places are met.
        _ = take("?")
        return least
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard scalars.first == scalar else { return false }
        scalars = scalars.dropFirst()
        return true
    }

    /// Digits and Latin letters are few and come in rows, Han characters are many and rare, except for those of everyday
    /// grammar.
    private static func frequency(_ scalar: Unicode.Scalar) -> Double {
        if scalar.value < 0x80 { return 0.1 }
        return everyday.contains(scalar) ? 0.006 : 0.001
    }

    /// What texts on homes and their sale hold most of.
    private static let everyday = Set("的一是不在有和人为以到上中大年月日房地市区价米业公元入交下出开发位面户通行个后".unicodeScalars)
}
