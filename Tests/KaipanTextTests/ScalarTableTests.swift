import Testing

import KaipanText

struct ScalarTableTests {
    private let table = ScalarTable.shared

    private static let allScalars = (UInt32(0)...0x10FFFF).filter { Unicode.Scalar($0) != nil }

    private func fold(_ text: String) -> String {
        var folded = ""
        for scalar in text.unicodeScalars {
            let entry = table.entry(scalar.value)
            if entry.foldsToItself {
                folded.unicodeScalars.append(scalar)
            } else if let single = Unicode.Scalar(entry.single), entry.single != 0 {
                folded.unicodeScalars.append(single)
            } else {
                folded += String(decoding: table.expansion(of: entry), as: UTF8.self)
            }
        }
        return folded
    }

    @Test(arguments: [
        ("ABCxyz", "abcxyz"), ("ＡＢＣ１２３", "abc123"), ("，！？：；（）％", ",!?:;()%"), ("。、“”《》…—", "。、“”《》…—"),
        ("㎡", "m2"), ("№", "no"), ("℃", "°c"), ("①⑳❶⓫", "120111"), ("￥", "¥"), ("\u{3000}", " "), ("\u{A0}", " "),
        ("⋯", "…"), ("‥", "‥"), ("「」『』〝〞﹁﹂", "“”‘’“”“”"), ("～〜", "~~"), ("－‑−", "---"), ("・･", "・・"),
        ("𝐀𝟗🅰", "a9a"), ("ﬁ", "fi"), ("Ⅷ", "viii"), ("İ", "i\u{307}"), ("ｶﾞ", "カ\u{3099}"), ("ﷺ", "صلى الله عليه وسلم"),
        ("升值潛力無限", "升值潜力无限"), ("增值價", "增值价"), ("萬億貳參", "万亿贰参"), ("臺檯颱", "台台台"), ("後裏麵", "后里面"),
        ("値値", "值值"), ("⾦⻰", "金龙"), ("\u{F900}\u{2F800}", "岂丽"), ("㈱㊞", "(株)印"), ("圖図", "图图"), ("淸靑", "清青"),
        ("〇々", "〇々"), ("著乾藉瞭", "著乾藉瞭"), ("´¨", "´¨"),
    ])
    func knownFolds(text: String, expected: String) {
        #expect(Array(fold(text).utf8) == Array(expected.utf8))
    }

    @Test func foldingTwiceIsFoldingOnce() {
        let changed = Self.allScalars.filter { value in
            guard !table.entry(value).foldsToItself, let scalar = Unicode.Scalar(value) else { return false }
            let once = fold(String(scalar))
            return Array(fold(once).utf8) != Array(once.utf8)
        }
        #expect(changed.isEmpty)
    }

    @Test func standardCharactersAreLeftAlone() {
        #expect(standardCharacters.unicodeScalars.count == 8105)
        // The traditional forms that the standard admits in names only.
        let rare = Set("於徵昇陞夥祕釐甦".unicodeScalars)
        let changed = Set(standardCharacters.unicodeScalars.filter { !table.entry($0.value).foldsToItself })
        #expect(changed == rare)
        let strangers = standardCharacters.unicodeScalars.filter { !table.entry($0.value).isPlainHan && !rare.contains($0) }
        #expect(strangers.isEmpty)
    }

    @Test func foldingIsOneScalarOrSeveralOrNone() {
        for value in Self.allScalars {
            let entry = table.entry(value)
            let ways = [entry.foldsToItself, entry.single != 0, entry.hasExpansion]
            #expect(ways.count { $0 } == 1)
            #expect(table.expansion(of: entry).isEmpty == !entry.hasExpansion)
            if entry.isIgnorable { #expect(entry.foldsToItself) }
        }
    }

    @Test func classesThatExcludeEachOther() {
        for value in Self.allScalars {
            let entry = table.entry(value)
            let classes = [entry.isHan, entry.isIgnorable, entry.isCombining, entry.isDecorative, entry.isSpace]
            #expect(classes.count { $0 } <= 1, "U+\(String(value, radix: 16))")
            #expect(!(entry.isWide && entry.isZeroWidth), "U+\(String(value, radix: 16))")
        }
    }

    @Test(arguments: [
        (ClosedRange<UInt32>(uncheckedBounds: (0x4E00, 0x9FFF)), "han"), (0x20000...0x2A6DF, "han"), (0x3041...0x3096, "word"),
        (0x30...0x39, "word"), (0x41...0x5A, "word"), (0xAC00...0xD7A3, "word"), (0x200B...0x200F, "ignorable"),
        (0xFE00...0xFE0F, "ignorable"), (0x0...0x8, "ignorable"), (0x9...0xA, "space"), (0x300...0x34E, "combining"),
        (0x2500...0x257F, "decorative"), (0x1F600...0x1F64F, "decorative"), (0x2190...0x21FF, "decorative"),
        (0x24...0x26, "none"), (0x3001...0x3002, "none"), (0x201C...0x201D, "decorative"), (0x300C...0x300F, "decorative"), (0x3008...0x300B, "none"), (0x3010...0x3011, "none"), (0xFF0C...0xFF0C, "none"),
    ])
    func classOfRange(range: ClosedRange<UInt32>, expected: String) {
        for value in range {
            let entry = table.entry(value)
            let found =
                entry.isHan ? "han" : entry.isIgnorable ? "ignorable" : entry.isCombining ? "combining"
                : entry.isDecorative ? "decorative" : entry.isSpace ? "space" : entry.isWord ? "word" : "none"
            #expect(found == expected, "U+\(String(value, radix: 16))")
        }
    }

    @Test(arguments: ["·", "•", "‧", "・", "∙", "*", "_", "~", "^", "|", "/", "\\", "-", "–", "—", ".", "+", "=", "#", "＊", "｜", "★", "■", "→", "☑", "\"", "'", "“", "’", "「", "』", "＂"])
    func decorations(text: String) throws {
        let scalar = try #require(text.unicodeScalars.first)
        #expect(table.entry(scalar.value).isDecorative)
    }

    @Test(arguments: ["。", "、", ",", ";", ":", "!", "?", "…", "(", ")", "《", "】", "%", "&", "@", "$", "¥", "￥", "㎡", "0", "①", "a", "升"])
    func noDecorations(text: String) throws {
        let scalar = try #require(text.unicodeScalars.first)
        #expect(!table.entry(scalar.value).isDecorative)
    }

    @Test(arguments: ["㊞", "㈪", "🈚", "⽇", "豈", "々", "〇"])
    func hanByWhatItIsReadAs(text: String) throws {
        let scalar = try #require(text.unicodeScalars.first)
        let isHan = table.entry(scalar.value).isHan
        // Brackets around an ideograph (㈪) make it more than a character.
        #expect(isHan == (text != "㈪"))
    }
}
