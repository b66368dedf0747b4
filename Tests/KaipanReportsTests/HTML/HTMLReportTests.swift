import Foundation
import KaipanChecks
import KaipanDocuments
import KaipanReports
import KaipanRules
import KaipanTestSupport
import KaipanText
import Testing

@Suite("The HTML report", .enabled(if: ParsedPage.isReadable, "python3 is not installed"))
struct HTMLReportTests {
    private static let names = ["brochure.html", "leaflet.txt", "broken.xml", "clean.md"]

    @Test(arguments: [("report.zh.html", Language.chinese), ("report-why.en.html", .english)])
    func golden(_ name: String, _ language: Language) throws {
        let run = try Run(why: language == .english)
        let reports = try Self.names.map { run.page(try GoldenFile.bytes($0), name: $0) }
        let html = run.html(reports, language, skipped: ["jpg": 3, "mp4": 1], why: language == .english)
        try GoldenFile.expect(html, equals: name)
        let page = try ParsedPage(html)
        #expect(page.faults.isEmpty)
        #expect(page["html"].first?.attributes["lang"] == (language == .chinese ? "zh-CN" : "en"))
        #expect(page["article"].count == Self.names.count)
        #expect(page.entries.count == reports.map(\.findings.count).reduce(0, +))
    }

    /// Every link leads to an element, and no two elements share a name.
    @Test(arguments: Language.allCases)
    func everyLinkLeadsSomewhere(_ language: Language) throws {
        let run = try Run()
        let reports = try Self.names.map { run.page(try GoldenFile.bytes($0), name: $0) }
        let page = try ParsedPage(run.html(reports, language))
        let names = page.elements.compactMap { $0.attributes["id"] }
        #expect(Set(names).count == names.count)
        for link in page["a"] {
            let target = try #require(link.attributes["href"])
            #expect(target.hasPrefix("#") && names.contains(String(target.dropFirst())), "\(target)")
        }
        for element in page.elements {
            for name in (element.attributes["aria-describedby"] ?? element.attributes["aria-labelledby"] ?? "").split(separator: " ") {
                #expect(names.contains(String(name)))
            }
        }
    }

    // MARK: - Marks

    /// Ranges in the words of `text`, and the marks as they have to come out: their words and the findings they stand for.
    static let overlaps: [(ranges: [Range<Int>], marks: [String])] = [
        ([0..<4, 2..<6], ["升值:1", "空间:1 2", "巨大:2"]),
        ([0..<6, 2..<4], ["升值:1", "空间:1 2", "巨大:1"]),
        ([0..<4, 0..<4], ["升值空间:1 2"]),
        ([0..<2, 2..<4], ["升值:1", "空间:2"]),
        ([0..<6, 0..<2, 4..<6], ["升值:1 2", "空间:1", "巨大:1 3"]),
        ([2..<2, 0..<4], ["承诺升值:1", "升值空间:2"]),
    ]

    @Test(arguments: overlaps)
    func overlapsAreCut(_ ranges: [Range<Int>], marks: [String]) throws {
        let run = try Run()
        var report = run.page("升值空间巨大")
        let first = try #require(report.findings.first)
        report.findings = ranges.map { range in
            var finding = first
            finding.textRange = range.lowerBound * 3..<range.upperBound * 3
            return finding
        }
        let page = try ParsedPage(run.html([report]))
        #expect(page.faults.isEmpty)
        #expect(page["mark"].map { "\($0.text):\($0.attributes["data-f"] ?? "")" } == marks)
        let ids = page.elements.compactMap { $0.attributes["id"] }
        for number in ranges.indices { #expect(ids.count { $0 == "m\(number + 1)" } == 1) }
        #expect(page["div"].first { $0.has("text") }?.text.contains("升值空间巨大") == true)
    }

    /// Wherever a range lies, even outside of every block, the page is whole and says every character once.
    @Test(arguments: 0..<40)
    func anyRangesLeaveTheTextWhole(_ seed: Int) throws {
        let run = try Run()
        var report = run.page("甲乙丙丁\n\n戊己升值空间庚\n\n辛壬癸")
        let document = try #require(report.document)
        let first = try #require(report.findings.first)
        var generator = SeededGenerator(seed: UInt64(seed))
        report.findings = (0..<6).map { _ in
            var finding = first
            let a = Int.random(in: 0...document.text.count + 3, using: &generator)
            finding.textRange = a..<a + Int.random(in: 0...12, using: &generator)
            return finding
        }
        let page = try ParsedPage(run.html([report]))
        #expect(page.faults.isEmpty)
        #expect(page.entries.count == 6)
        let ids = page.elements.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count, "\(report.findings.map(\.textRange))")
        for number in 1...6 { #expect(ids.contains("m\(number)"), "\(report.findings.map(\.textRange))") }
    }

    @Test func settledFindingsSaySo() throws {
        let run = try Run()
        var report = run.page("升值空间，顶级，环境优美")
        try #require(report.findings.count == 3)
        report.findings[0].baseline = .unchanged
        report.findings[1].suppression = Suppression(
            reason: "引用获奖名称", by: "法务部", until: CivilDate("2027-01-31"), origin: .register, file: "决定.yml", line: 7)
        let page = try ParsedPage(run.html([report]))
        #expect(page["mark"].map { $0.attributes["class"] ?? "" } == ["b", "s", "n"])
        #expect(page.entries.map { $0.attributes["class"] ?? "" } == ["e b", "w s", "n"])
        #expect(page.entries[0].text.contains("基线已有"))
        for words in ["引用获奖名称", "法务部", "2027-01-31", "决定.yml:7"] { #expect(page.entries[1].text.contains(words)) }
    }

    // MARK: - Text

    @Test func blocksKeepTheirForm() throws {
        let run = try Run()
        let source = """
            <title>名</title><h2>题</h2><p>一<br>二</p><ul><li>甲</li><li>乙</li></ul><table><tr><td>a<td>b<tr><td>c<td>升值空间</table>
            <p hidden>藏</p>
            """
        let page = try ParsedPage(run.html([run.page(Array(source.utf8), name: "a.html")]))
        let text = try #require(page.elements.firstIndex { $0.has("text") })
        let tags = page.elements[text...].map(\.tag)
        #expect(tags.contains("h4") && tags.contains("ul") && tags.contains("table"))
        let cells = page["td"].filter { !$0.has("number") && !$0.has("kind") && !$0.has("bar") }
        #expect(cells.map(\.text) == ["a", "b", "c", "升值空间"])
        #expect(page["p"].contains { $0.has("hid") && $0.text == "隐藏文字藏" })
    }

    @Test(arguments: [(3, 0), (40, 1)])
    func longQuietStretchesAreFolded(_ count: Int, folds: Int) throws {
        let run = try Run()
        let text = (0..<count).map { "第\($0)段没有什么" }.joined(separator: "\n\n") + "\n\n升值空间"
        let page = try ParsedPage(run.html([run.page(text)]))
        #expect(page["details"].count == folds)
        #expect(page["div"].first { $0.has("text") }?.text.contains("第0段没有什么") == true)
        for fold in page["details"] { #expect(!fold.text.contains("升值空间")) }
    }

    // MARK: - Hostile text

    static let hostile: [String] = [
        "<script>alert(1)</script>", "</script><script>", "</style><style>*{display:none}", "<!--", "-->", "]]>", "\"", "'", "`", "\" onmouseover=\"a()",
        "' autofocus onfocus='a()", "<img src=x onerror=a()>", "</textarea></title></p></article>", "<svg/onload=a()>", "&lt;b&gt;", "&#60;b&#62;", "&", "&amp",
        "<", ">", "</", "<a href=javascript:a()>", "<base href=//x>", "<meta http-equiv=refresh content=0>", "\\", "${a}", "{{a}}", "\u{202E}", "\u{2066}", "\u{00}",
        "\u{1B}[2J", "\u{7F}", "\u{85}", "\u{FFFE}", "\u{FEFF}", "\u{200F}", "<\u{0}script>",
    ]

    /// A page whose every text holds some words.
    private func page(holding words: String, _ language: Language) throws -> ParsedPage {
        let run = try Run(why: true)
        var report = run.page("好\(words)升值空间，不承诺升值潜力\(words)\n\n即将开盘，预售证\(words)", name: "a\(words)b.txt")
        try #require(report.findings.count == 2)
        for index in report.findings.indices {
            report.findings[index].rule += words
            report.findings[index].title = LocalizedText(zh: words, en: words)
            report.findings[index].message.zh += words
            report.findings[index].message.en += words
            report.findings[index].suggestion = LocalizedText(zh: words, en: words)
            report.findings[index].excerpt.before = words
            report.findings[index].part = words
            report.findings[index].block.path = words
            for basis in report.findings[index].basis.indices {
                report.findings[index].basis[basis].law = words
                report.findings[index].basis[basis].article = words
            }
        }
        report.findings[0].suppression = Suppression(reason: words, by: words, until: nil, origin: .document, file: words, line: 1)
        let broken = run.page(Array("<a>\n<b\(words)".utf8), name: "b\(words)c.xml")
        var info = run.info(language)
        info.packName += words
        info.city = words
        let html = run.output([report, broken], skipped: ["x\(words)": 1], through: HTMLReporter(info: info, showsExemptions: true))
        // What a browser and a terminal would obey is not in the file at all.
        let scalars = html.unicodeScalars
        #expect(!scalars.contains { VisibleText.escaped(String($0)) == "\u{FFFD}" && $0 != "\u{FFFD}" })
        return try ParsedPage(html)
    }

    @Test(arguments: hostile)
    func noTextBecomesMarkup(_ words: String) throws {
        for language in Language.allCases {
            let page = try page(holding: words, language)
            #expect(page.faults.isEmpty)
            // An innocent word gives the very same elements and attributes.
            #expect(page.shape == (try self.page(holding: "x", language)).shape)
            #expect(page["script"].count == 1 && page["style"].count == 1)
            // And it is still there to be read.
            let shown = VisibleText.escaped(words)
            #expect(page["article"].first?.text.contains(shown) == true)
            #expect(page["h2"].contains { $0.text == "a\(shown)b.txt" })
            #expect(page["h3"].contains { $0.text.contains(shown) })
        }
    }
}
