import Foundation

/// Finds numbers in folded text.
///
/// It reads figures with thousands commas and decimals, Chinese numerals, capital ones, mixtures (3万5, 1.2亿),
/// strings of digits (二〇二四), halves (三万半), shares (20%, 两成, 百分之五, 三分之一) and inexact numbers
/// (十多, 三百余, 三四十). Of a range (15-20, 十五至二十) it reads both ends. It leaves out what only looks like a
/// number: words with a numeral inside (唯一, 一般, 半岛) and figures in a name (h5, m2).
///
/// The text must be folded UTF-8: half-width figures, simplified characters, small letters.
public enum NumeralParser {
    /// The first number that lies wholly in part of a text.
    ///
    /// - Parameters:
    ///   - text: The folded text; what stands around the part is looked at to tell words from numbers.
    ///   - start: Where to begin, a byte offset at a character's start.
    ///   - end: Where to end, a byte offset behind `start`; by default the end of the text.
    /// - Complexity: O(*n*) in the bytes read.
    public static func firstNumeral(in text: [UInt8], from start: Int, to end: Int? = nil) -> Numeral? {
        let reader = NumeralReader(text: FoldedCursor(bytes: text, end: min(end ?? text.count, text.count)))
        return reader.first(from: start)
    }

    /// All numbers that lie wholly in part of a text, in their order.
    ///
    /// - Parameters:
    ///   - text: The folded text.
    ///   - range: Byte offsets at characters' starts; by default the whole text.
    /// - Complexity: O(*n*) in the bytes read.
    public static func numerals(in text: [UInt8], range: Range<Int>? = nil) -> [Numeral] {
        let range = (range ?? 0..<text.count).clamped(to: 0..<text.count)
        let reader = NumeralReader(text: FoldedCursor(bytes: text, end: range.upperBound))
        var found: [Numeral] = []
        var position = range.lowerBound
        while let numeral = reader.first(from: position) {
            found.append(numeral)
            position = numeral.range.upperBound
        }
        return found
    }
}
