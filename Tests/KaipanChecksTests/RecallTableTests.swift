import KaipanChecks
import KaipanDocuments
import KaipanRules
import KaipanTestSupport
import KaipanText
import Testing

/// One phrase in every disguise that documents give it, in every reader where it can occur.
@Suite("The recall table")
struct RecallTableTests {
    static let phrase = "稳赚不赔"

    static func rules() throws -> RuleSet {
        try RuleText.forbidding([phrase], more: "  except: { clause: [从未承诺, 不承诺] }")
    }

    enum Outcome: Sendable { case error, warning, hidden, silent }

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var format: DocumentFormat
        var bytes: [UInt8]
        var outcome: Outcome
        var testDescription: String { "\(format.rawValue): \(name)" }

        init(_ format: DocumentFormat, _ name: String, _ text: String, _ outcome: Outcome, encoding: TextEncoding = .utf8) {
            self.name = name
            self.format = format
            self.outcome = outcome
            bytes = Source.encoded(Array(text.utf8), as: encoding) ?? []
        }

        /// A Word document with a paragraph of such content.
        init(docx name: String, _ body: String, _ outcome: Outcome) {
            self.name = name
            self.outcome = outcome
            format = .docx
            bytes = (try? TestArchive.docx(body)) ?? []
        }
    }

    static let html: [Case] = [
        Case(.html, "plain", "<p>本项目稳赚不赔，欢迎</p>", .error),
        Case(.html, "nbsp after", "<p>稳赚不赔&nbsp;欢迎</p>", .error),
        Case(.html, "inline tag", "<p>稳<b>赚不</b>赔</p>", .error),
        Case(.html, "every character in a tag", "<p><b>稳</b><b>赚</b><b>不</b><b>赔</b></p>", .error),
        Case(.html, "numeric entities", "<p>&#x7A33;&#36186;&#19981;&#x8d54;</p>", .error),
        Case(.html, "line break in the source", "<p>本项目稳赚\n    不赔，欢迎</p>", .error),
        Case(.html, "CR LF in the source", "<p>本项目稳赚\r\n\t不赔，欢迎</p>", .error),
        Case(.html, "zero-width characters", "<p>稳\u{200B}赚\u{200D}不\u{FEFF}赔</p>", .error),
        Case(.html, "zero-width entities", "<p>稳&#8203;赚&ZeroWidthSpace;不&#xFEFF;赔</p>", .error),
        Case(.html, "spaced apart", "<p>稳 赚 不 赔</p>", .warning),
        Case(.html, "spaced apart by entities", "<p>稳&nbsp;赚&nbsp;不&nbsp;赔</p>", .warning),
        Case(.html, "ideographic spaces", "<p>稳　赚　不　赔</p>", .warning),
        Case(.html, "dotted apart", "<p>稳·赚·不·赔</p>", .warning),
        Case(.html, "dots and spaces", "<p>稳 · 赚 · 不 · 赔</p>", .warning),
        Case(.html, "br inside", "<p>稳赚<br>不赔</p>", .warning),
        Case(.html, "traditional", "<p>穩賺不賠</p>", .error),
        Case(.html, "GB18030", "<meta charset=gb18030><p>稳赚不赔</p>", .error, encoding: .gb18030),
        Case(.html, "GB18030 without a declaration", "<p>本项目稳赚不赔，欢迎</p>", .error, encoding: .gb18030),
        Case(.html, "Big5", "<meta charset=big5><p>穩賺不賠</p>", .error, encoding: .big5),
        Case(.html, "UTF-16", "\u{FEFF}<p>稳赚不赔</p>", .error, encoding: .utf16LittleEndian),
        Case(.html, "alternative text", "<img src=a.png alt='稳赚不赔'>", .error),
        Case(.html, "title attribute", "<a title=\"稳赚不赔\">看</a>", .error),
        Case(.html, "description", "<meta name=\"description\" content=\"稳赚不赔\">", .error),
        Case(.html, "page title", "<title>稳赚不赔</title>", .error),
        Case(.html, "table cell", "<table><tr><td>稳赚不赔</table>", .error),
        Case(.html, "hidden by CSS", "<p style=\"display:none\">稳赚不赔</p>", .hidden),
        Case(.html, "hidden amid a sentence", "<p>我们<span style='display:none'>稳赚不赔</span>欢迎您</p>", .hidden),
        Case(.html, "comment", "<p>好</p><!-- 稳赚不赔 -->", .silent),
        Case(.html, "script", "<script>var a='稳赚不赔'</script><p>好</p>", .silent),
        Case(.html, "style", "<style>p:after{content:'稳赚不赔'}</style><p>好</p>", .silent),
        Case(.html, "negated", "<p>我们从未承诺稳赚不赔</p>", .silent),
        Case(.html, "two list items", "<ul><li>稳赚</li><li>不赔</li></ul>", .silent),
        Case(.html, "two list items without ends", "<ul><li>稳赚<li>不赔</ul>", .silent),
        Case(.html, "two cells", "<table><tr><td>稳赚<td>不赔</table>", .silent),
        Case(.html, "two paragraphs", "<p>稳赚<p>不赔", .silent),
        Case(.html, "text and alternative text", "<p>稳赚<img alt='不赔'></p>", .silent),
        Case(.html, "hidden between", "<p>稳赚<span style='display:none'>购房</span>不赔</p>", .error),
        Case(.html, "comment inside", "<p>稳赚<!-- 购房 -->不赔</p>", .error),
        Case(.html, "full-width and four bytes before", "<p>𠮷🏠ＡＢ稳赚不赔</p>", .error),
    ]

    static let xml: [Case] = [
        Case(.xml, "plain", "<a><p>本项目稳赚不赔</p></a>", .error),
        Case(.xml, "inline tag", "<a><p>稳<b>赚不</b>赔</p></a>", .error),
        Case(.xml, "unknown inline tag", "<a><p>本项目稳<词>赚不</词>赔的</p></a>", .error),
        Case(.xml, "numeric entities", "<a><p>&#x7A33;&#36186;&#19981;&#x8d54;</p></a>", .error),
        Case(.xml, "CDATA", "<a><p><![CDATA[稳赚不赔]]></p></a>", .error),
        Case(.xml, "line break in the source", "<a><p>稳赚\n   不赔</p></a>", .error),
        Case(.xml, "zero-width characters", "<a><p>稳\u{200B}赚不赔</p></a>", .error),
        Case(.xml, "spaced apart", "<a><p>稳 赚 不 赔</p></a>", .warning),
        Case(.xml, "traditional", "<a><p>穩賺不賠</p></a>", .error),
        Case(.xml, "GB18030", "<?xml version='1.0' encoding='GB18030'?><a><p>稳赚不赔</p></a>", .error, encoding: .gb18030),
        Case(.xml, "comment", "<a><p>好</p><!-- 稳赚不赔 --></a>", .silent),
        Case(.xml, "negated", "<a><p>从未承诺稳赚不赔</p></a>", .silent),
        Case(.xml, "two items", "<a><item>稳赚</item><item>不赔</item></a>", .silent),
        Case(.xml, "a customer's words", "<chat><msg from='客户'>稳赚不赔吗</msg><msg from='置业顾问'>不好说</msg></chat>", .silent),
    ]

    static let text: [Case] = [
        Case(.text, "plain", "本项目稳赚不赔，欢迎", .error),
        Case(.text, "line break", "本项目稳赚\n不赔，欢迎", .warning),
        Case(.text, "zero-width characters", "稳\u{200B}赚不赔", .error),
        Case(.text, "spaced apart", "稳 赚 不 赔", .warning),
        Case(.text, "dotted apart", "稳.赚.不.赔", .warning),
        Case(.text, "traditional", "穩賺不賠", .error),
        Case(.text, "GB18030", "本项目稳赚不赔", .error, encoding: .gb18030),
        Case(.text, "negated", "从未承诺稳赚不赔", .silent),
        Case(.text, "two list items", "- 稳赚\n- 不赔", .silent),
        Case(.text, "two paragraphs", "稳赚\n\n不赔", .silent),
        Case(.markdown, "plain", "本项目稳赚不赔", .error),
        Case(.markdown, "emphasis", "稳**赚不**赔", .error),
        Case(.markdown, "line break in the source", "本项目稳赚\n不赔", .error),
        Case(.markdown, "HTML comment", "好 <!-- 稳赚不赔 -->", .silent),
        Case(.markdown, "two list items", "- 稳赚\n- 不赔", .silent),
        Case(.markdown, "alternative text", "![稳赚不赔](a.png)", .error),
        Case(.markdown, "spaced apart", "稳 赚 不 赔", .warning),
    ]

    static let docx: [Case] = [
        Case(docx: "plain", "<w:p><w:r><w:t>本项目稳赚不赔</w:t></w:r></w:p>", .error),
        Case(docx: "split over runs", "<w:p><w:r><w:t>稳赚</w:t></w:r><w:proofErr w:type='x'/><w:r><w:rPr><w:b/></w:rPr><w:t>不赔</w:t></w:r></w:p>", .error),
        Case(docx: "numeric entities", "<w:p><w:r><w:t>&#x7A33;&#36186;不赔</w:t></w:r></w:p>", .error),
        Case(docx: "two paragraphs", "<w:p><w:r><w:t>稳赚</w:t></w:r></w:p><w:p><w:r><w:t>不赔</w:t></w:r></w:p>", .silent),
        Case(docx: "deleted", "<w:p><w:r><w:t>好</w:t></w:r><w:del><w:r><w:delText>稳赚不赔</w:delText></w:r></w:del></w:p>", .silent),
        Case(docx: "inserted", "<w:p><w:r><w:t>稳赚</w:t></w:r><w:ins><w:r><w:t>不赔</w:t></w:r></w:ins></w:p>", .error),
        Case(docx: "vanished", "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>稳赚不赔</w:t></w:r></w:p>", .hidden),
        Case(docx: "spaced apart", "<w:p><w:r><w:t>稳 赚 不 赔</w:t></w:r></w:p>", .warning),
        Case(docx: "traditional", "<w:p><w:r><w:t>穩賺不賠</w:t></w:r></w:p>", .error),
        Case(docx: "negated", "<w:p><w:r><w:t>我们从未承诺</w:t></w:r><w:r><w:t>稳赚不赔</w:t></w:r></w:p>", .silent),
        Case(docx: "two cells", "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>稳赚</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>不赔</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", .silent),
    ]

    @Test("Every case", arguments: html + xml + text + docx)
    func recall(_ example: Case) throws {
        let kind: DocumentKind = example.name == "a customer's words" ? .conversation : .advertisement
        let findings = try Findings.of(example.bytes, format: example.format, rules: Self.rules(), kind: kind)
        guard example.outcome != .silent else {
            #expect(findings.isEmpty)
            return
        }
        try #require(findings.count == 1)
        #expect(Folded(findings[0].text).bytes == Array(Self.phrase.utf8))
        #expect(findings[0].severity == (example.outcome == .warning ? .warning : .error))
        #expect(findings[0].isHidden == (example.outcome == .hidden))
    }

    @Test("Parts of a phrase may be findings of their own, never both joined")
    func partsOfTheirOwn() throws {
        let rules = try RuleText.forbidding([Self.phrase, "稳赚", "不赔"])
        let findings = try Findings.of(Array("<ul><li>稳赚<li>不赔</ul>".utf8), format: .html, rules: rules)
        #expect(findings.map(\.text) == ["稳赚", "不赔"])
    }
}
