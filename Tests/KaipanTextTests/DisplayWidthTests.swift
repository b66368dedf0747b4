import KaipanTestSupport
import Testing

import KaipanText

struct DisplayWidthTests {
    @Test(arguments: [
        ("a", 1), ("升", 2), ("𠮷", 2), ("あ", 2), ("한", 2), ("ｱ", 1), ("Ａ", 2), ("，", 2), ("\u{3000}", 2), ("é", 1),
        ("\u{301}", 0), ("\u{200B}", 0), ("\u{FEFF}", 0), ("\u{AD}", 0), ("\u{7}", 0), ("\u{7F}", 0), ("\n", 0), ("\t", 0), ("😀", 2),
        ("☎", 1), ("“", 1), ("…", 1), ("\u{1160}", 0), ("①", 1), ("★", 1), ("⭐", 2),
    ])
    func scalars(text: String, columns: Int) throws {
        let scalar = try #require(text.unicodeScalars.first)
        #expect(DisplayWidth.columns(of: scalar) == columns)
    }

    @Test(arguments: [
        ("", 0), ("升值 up", 7), ("均价3万/㎡", 10), ("e\u{301}", 1), ("升\u{200B}值", 4),
        ("☎\u{FE0F}", 2), ("☎", 1), ("😀\u{FE0F}", 2), ("👨‍👩‍👧‍👦", 2), ("👍🏽", 2), ("👩🏽‍💻", 2), ("❤️‍🔥", 2), ("🇨🇳", 2), ("🇨🇳🇭🇰", 4),
        ("1\u{FE0F}\u{20E3}", 2), ("1\u{FE0F}", 1), ("12", 2), ("🏠房", 4), ("a\u{200D}b", 2), ("🏠\u{200D}a", 3),
    ])
    func texts(text: String, columns: Int) {
        #expect(DisplayWidth.columns(of: text) == columns)
    }

    @Test(arguments: [("\t", 0, 8), ("\t", 7, 1), ("\t", 8, 8), ("升\t值", 0, 10), ("a\tb", 3, 6), ("\t\t", 1, 15)])
    func tabs(text: String, start: Int, columns: Int) {
        #expect(DisplayWidth.columns(of: text, from: start) == columns)
    }

    @Test func everyScalarTakesNoneOneOrTwo() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let columns = DisplayWidth.columns(of: scalar)
            if !(0...2).contains(columns) { Issue.record("U+\(String(value, radix: 16)) takes \(columns)") }
        }
    }

    @Test func aTextOfOrdinaryCharactersIsAsWideAsItsScalars() {
        var random = SeededGenerator(seed: 7)
        let alphabet = Array("升值潜力abcＡＢあ。，“”12 ".unicodeScalars)
        for _ in 0..<200 {
            var text = ""
            for _ in 0..<Int.random(in: 0...30, using: &random) {
                if let scalar = alphabet.randomElement(using: &random) { text.unicodeScalars.append(scalar) }
            }
            #expect(DisplayWidth.columns(of: text) == text.unicodeScalars.reduce(0) { $0 + DisplayWidth.columns(of: $1) })
        }
    }
}
