import KaipanText

/// A word or phrase that the folded text must contain.
package struct SearchWord: Sendable, Hashable {
    /// In UTF-8, folded.
    package let bytes: [UInt8]

    /// Folds a word as texts are folded, without what folding would drop between it and Han characters beside it.
    /// - Returns: nil where nothing is left.
    init?(_ text: String) {
        var scalars = String(decoding: Folded(text).bytes, as: UTF8.self).unicodeScalars[...]
        while scalars.count > 1, let first = scalars.first, Self.isDropped(first), Self.isHan(scalars.first { !Self.isDropped($0) }) {
            scalars.removeFirst()
        }
        while scalars.count > 1, let last = scalars.last, Self.isDropped(last), Self.isHan(scalars.last { !Self.isDropped($0) }) {
            scalars.removeLast()
        }
        bytes = scalars.flatMap { Array(String($0).utf8) }
        if bytes.isEmpty { return nil }
    }

    /// Whether a scalar vanishes between two Han characters, as single spaces and quotation marks do.
    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.properties.isIdeographic && Folded("一\(scalar)一").bytes == Folded("一一").bytes
    }

    private static func isHan(_ scalar: Unicode.Scalar?) -> Bool {
        scalar.map { Folded("\($0) \($0)").bytes == Folded("\($0)\($0)").bytes } ?? false
    }

    /// What a text that contains it contains as well.
    var grams: [TextGram] {
        let scalars = FoldedScalars(bytes).values
        guard scalars.count > 1 else { return scalars.map(TextGram.scalar) }
        return zip(scalars, scalars.dropFirst()).map(TextGram.pair)
    }

    /// Whether a text with these grams contains it for certain.
    var gramsSuffice: Bool { FoldedScalars(bytes).values.count <= 2 }

    /// Whether a folded text contains it.
    func isIn(_ text: [UInt8]) -> Bool { firstRange(in: text, from: 0) != nil }

    /// Where a folded text contains it, overlapping places too.
    func ranges(in text: [UInt8]) -> [Range<Int>] {
        var ranges: [Range<Int>] = [], start = 0
        while let range = firstRange(in: text, from: start) {
            ranges.append(range)
            start = range.lowerBound + 1
        }
        return ranges
    }

    private func firstRange(in text: [UInt8], from start: Int) -> Range<Int>? {
        let count = bytes.count
        return text.withUnsafeBufferPointer { text in
            bytes.withUnsafeBufferPointer { word in
                var place = start
                while place + count <= text.count {
                    if text[place] == word[0] {
                        var length = 1
                        while length < count, text[place + length] == word[length] { length += 1 }
                        if length == count { return place..<place + count }
                    }
                    place += 1
                }
                return nil
            }
        }
    }
}
