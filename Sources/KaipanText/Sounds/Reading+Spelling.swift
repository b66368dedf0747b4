import Foundation

extension Reading {
    /// Its Pinyin with the tone's mark: `zhāng`, `lǜ`; the neutral tone has none.
    ///
    /// The mark stands on a or e, on the o of ou, else on the last vowel (汉语拼音正词法基本规则, GB/T 16159).
    public var spelling: String {
        let marks: [Int: Unicode.Scalar] = [1: "\u{304}", 2: "\u{301}", 3: "\u{30C}", 4: "\u{300}"]
        guard let mark = marks[tone] else { return syllable.spelling }
        let letters = Array(syllable.spelling.unicodeScalars)
        let place = letters.firstIndex { $0 == "a" || $0 == "e" }
            ?? (syllable.spelling.contains("ou") ? letters.firstIndex(of: "o") : letters.lastIndex { "iouü".unicodeScalars.contains($0) })
        guard let place else { return syllable.spelling }
        var result = String.UnicodeScalarView()
        for (index, letter) in letters.enumerated() {
            result.append(letter)
            if index == place { result.append(mark) }
        }
        return String(result).precomposedStringWithCanonicalMapping
    }
}
