import KaipanReports
import KaipanText
import Testing

@Suite("The words are underlined where a terminal shows them")
struct UnderlineTests {
    /// The line with the words and the line of marks below it, without the indent of four.
    private func excerpt(_ text: String, width: Int = 80, finding index: Int = 0) throws -> (line: String, marks: String) {
        let run = try Run()
        let report = run.report(text)
        try #require(report.findings.count > index)
        let output = TextReporter(info: run.info(.chinese), width: width).document(report)
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let marked = lines.indices.filter { lines[$0].contains("^") && lines[$0].allSatisfy { " ^".contains($0) } }
        let position = try #require(marked.dropFirst(index).first)
        try #require(lines[position - 1].hasPrefix("    ") && lines[position].hasPrefix("    "))
        return (String(lines[position - 1].dropFirst(4)), String(lines[position].dropFirst(4)))
    }

    static let placed: [(text: String, before: Int, length: Int)] = [
        ("升值空间巨大", 0, 8),
        ("未来升值空间巨大", 4, 8),
        ("abc升值空间", 3, 8),
        ("ＡＢ，升值空间", 6, 8),
        ("ｱｲ升值空间", 2, 8),
        ("🏠升值空间", 2, 8),
        ("👨‍👩‍👧升值空间", 2, 8),
        ("👍🏽升值空间", 2, 8),
        ("🇨🇳升值空间", 2, 8),
        ("❤️升值空间", 2, 8),
        ("1️⃣升值空间", 2, 8),
        ("e\u{301}升值空间", 1, 8),
        ("“好”升值空间", 4, 8),
        ("𠮷升值空间", 2, 8),
        ("好\u{200B}升值空间", 2, 8),
        ("升\u{200B}值空间", 0, 8),
        ("好 升值空间", 3, 8),
        ("升 值 空 间", 0, 11),
        ("定金30%", 4, 3),
        ("定金３０％", 4, 6),
    ]

    @Test(arguments: placed)
    func theMarksStandUnderTheWords(_ text: String, before: Int, length: Int) throws {
        let found = try excerpt(text)
        #expect(found.line.hasPrefix(text) || text.hasPrefix(found.line))
        #expect(found.marks == String(repeating: " ", count: before) + String(repeating: "^", count: length))
    }

    @Test func aTabIsShownAsASpace() throws {
        let found = try excerpt("好\t升值空间")
        #expect(found.line == "好 升值空间")
        #expect(found.marks == "   ^^^^^^^^")
    }

    private static let fillings = ["楼", "楼a", "🏠", "word ", "，", "🇨🇳", "ｱ", "e\u{301}"]

    @Test(arguments: [0, 20, 40, 80, 200], fillings)
    func noLineIsWiderThanTheTerminal(_ width: Int, _ filling: String) throws {
        let room = max(width, 40)
        for length in [0, 1, 7, 15, 16, 17, 18, 19, 33, 34, 35, 60, 61, 100] {
            let around = String(repeating: filling, count: length)
            for text in [around + "升值空间", "升值空间" + around, around + "升值空间" + around] {
                let found = try excerpt(text, width: width)
                #expect(Self.columns(found.line) + 4 <= room, "\(found.line)")
                #expect(found.marks.count + 4 <= room)
                // What stands over the marks are the words, however much was cut before them.
                let before = found.marks.prefix { $0 == " " }.count
                #expect(Self.cut(found.line, from: before, columns: 8) == "升值空间")
                #expect(found.marks.count { $0 == "^" } == 8)
            }
        }
    }

    @Test func wordsWiderThanTheTerminalAreCut() throws {
        let text = "升" + String(repeating: "\u{200B}", count: 3) + "值 空 间"
        let found = try excerpt(text, width: 40)
        #expect(Self.columns(found.line) <= 36)
        let run = try Run()
        let long = run.report("定金" + String(repeating: "０", count: 60) + "３０％")
        if !long.findings.isEmpty {
            let output = TextReporter(info: run.info(.chinese), width: 40).document(long)
            let lines = output.split(separator: "\n").filter { $0.contains("^") }
            #expect(lines.allSatisfy { $0.count <= 40 })
        }
    }

    @Test func coloursChangeNoColumn() throws {
        let run = try Run(why: true)
        let report = run.report("未来升值空间巨大，不承诺升值潜力，顶级")
        let plain = run.output([report], through: TextReporter(info: run.info(.chinese), showsExemptions: true))
        let coloured = run.output([report], through: TextReporter(info: run.info(.chinese), usesColor: true, showsExemptions: true))
        #expect(coloured.contains("\u{1B}[31m"))
        #expect(coloured.replacing(/\u{1B}\[[0-9]+m/, with: "") == plain)
    }

    /// The columns of the characters that these tests use, counted without the code that is tried.
    private static func columns(_ text: String) -> Int { text.reduce(0) { $0 + columns(of: $1) } }

    private static func columns(of character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        switch first.value {
        case 0x3000...0x303F, 0x3400...0x9FFF, 0xFF01...0xFF60, 0x1F000...0x1FFFF, 0x20000...0x3FFFF: return 2
        default: return 1
        }
    }

    private static func cut(_ text: String, from start: Int, columns wanted: Int) -> String {
        var position = 0
        var result = ""
        for character in text {
            if position >= start, position < start + wanted { result.append(character) }
            position += columns(of: character)
        }
        return result
    }
}
