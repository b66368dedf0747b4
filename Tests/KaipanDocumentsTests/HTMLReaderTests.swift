import KaipanDocuments
import KaipanText
import KaipanTestSupport
import Testing

@Suite("Reading HTML")
struct HTMLReaderTests {
    static func read(_ html: String, path: String = "test.html") throws -> Document {
        try HTMLReader().read(Array(html.utf8), path: path, options: ReadingOptions())
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var html: String
        var texts: [String]
        var testDescription: String { name }

        init(_ name: String, _ html: String, _ texts: [String]) {
            self.name = name
            self.html = html
            self.texts = texts
        }
    }

    @Test(.enabled(if: Python.isWanted("html"), "Python is not installed"))
    func `every named reference is read as Python reads it`() throws {
        let program = """
            import html, html.entities
            for name in sorted(html.entities.html5):
                print(name, " ".join(format(ord(c), "X") for c in html.unescape("&" + name)))
            """
        let answer = try #require(Python.run(["-c", program]))
        #expect(answer.status == 0)
        let names = answer.output.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 1) }
        #expect(names.count > 2000)
        let page = names.map { "<p>一&\($0[0])二</p>" }.joined()
        let texts = PositionProof.texts(try Self.read(page))
        #expect(texts.count == names.count)
        for (name, text) in zip(names, texts) {
            let found = text.unicodeScalars.dropFirst().dropLast().map { String($0.value, radix: 16, uppercase: true) }.joined(separator: " ")
            // White space is folded as a browser does.
            #expect(found == name[1] || ["9", "A"].contains(name[1]), "&\(name[0])")
        }
    }

    @Test("What a browser shows is read", arguments: [
        Case("paragraphs", "<p>一</p><p>二</p>", ["一", "二"]),
        Case("inline elements join", "<p>稳<b>赚</b><span>不</span><i>赔</i></p>", ["稳赚不赔"]),
        Case("a fragment without a body", "稳<b>赚</b>不赔", ["稳赚不赔"]),
        Case("entities", "<p>&#x7a33;&#36186;不&amp;赔&nbsp;&copy;</p>", ["稳赚不&赔\u{A0}©"]),
        Case("entities without a semicolon", "<p>稳&nbsp赚&copy不&ltb", ["稳\u{A0}赚©不<b"]),
        Case("entities that libxml2 does not know", "<p>稳&ZeroWidthSpace;赚&NotEqual;&hellip;</p>", ["稳\u{200B}赚≠…"]),
        Case("an ampersand that is one", "<p>A&B && C&unknown; &</p>", ["A&B && C&unknown; &"]),
        Case("numbers of Windows", "<p>&#151;&#x92;</p>", ["—’"]),
        Case("line breaks between Han vanish", "<p>稳\r\n   赚\n不赔 a\nb</p>", ["稳赚不赔 a b"]),
        Case("br is a line break", "<p>稳赚<br>不赔</p>", ["稳赚\u{2028}不赔"]),
        Case("two br end a block", "<p>稳赚<br><br/>不赔</p>", ["稳赚", "不赔"]),
        Case("list items", "<ul><li>稳赚<li>不赔</ul>", ["稳赚", "不赔"]),
        Case("table cells", "<table><tr><td>稳赚<td>不赔</tr></table>", ["稳赚", "不赔"]),
        Case("comments, scripts, styles", "<!-- 升值 --><script>'升值'</script><style>/*升值*/</style><p>好</p><!-- 升值 -->", ["好"]),
        Case("a comment inside a word", "<p>稳<!-- 升值 -->赚</p>", ["稳赚"]),
        Case("a comment that ends at once", "<p>稳<!-->赚</p><p>不<!--->赔</p>", ["稳赚", "不赔"]),
        Case("a comment that ends with a bang", "<p>稳<!-- x --!>赚</p>", ["稳赚"]),
        Case("a comment that never ends", "<p>稳</p><!-- 升值", ["稳"]),
        Case("alternative text stands behind", "<p>稳<img alt='升值图'>赚</p><p>后</p>", ["稳赚", "升值图", "后"]),
        Case("titles and descriptions", "<head><title>题</title><meta name=description content='述&amp;要'></head><p title=提>文</p>", ["题", "述&要", "提", "文"]),
        Case("a template's scriptlets stay as text in HTML", "<p>价 <3 万</p>", ["价 <3 万"]),
        Case("less-than before Han", "<p>价格<100万,面积<九十</p>", ["价格<100万,面积<九十"]),
        Case("stray end tags", "稳</b>赚</p></div>不赔", ["稳赚", "不赔"]),
        Case("unquoted and odd attributes", "<p class=a title=你好 =x 'y'>文</p>", ["你好", "文"]),
        Case("preformatted text", "<pre>一  二\n三</pre>", ["一  二\u{2028}三"]),
        Case("hidden text amid a paragraph", "<p>稳<span style='display: none'>升值</span>赚</p>", ["稳赚", "升值"]),
        Case("inputs", "<input type=hidden value=升><input type=submit value=认购><input placeholder=手机>", ["认购", "手机"]),
        Case("options", "<select><option>一<option label=标>二</select>", ["一", "标", "二"]),
        Case("upper case", "<P>稳<B>赚</B></P><SCRIPT>升值</SCRIPT>", ["稳赚"]),
        Case("CDATA is a comment", "<p>稳<![CDATA[升值]]>赚</p>", ["稳赚"]),
        Case("tags without a name", "<p>稳<!>赚<?>不</>赔</ x>。<? y>好</ z", ["稳赚不赔。好"]),
        Case("a tag without a name that follows a stray one", "<p>稳</u></>赚</><b>不</b></></>赔", ["稳赚不赔"]),
        Case("a long script", "<p>稳<script>" + String(repeating: "if(a<b)'升值</p>甲';", count: 300) + "</script>赚</p>", ["稳赚"]),
        Case("a long script of long characters", "<p>稳<script>" + String(repeating: "升值𠮷", count: 900) + "</SCRIPT >赚</p>", ["稳赚"]),
        Case("a long script that never ends", "<p>稳</p><script>" + String(repeating: "升值</style>;", count: 300), ["稳"]),
        Case("a long script that holds most of an end tag", "<p>稳<script>" + String(repeating: "'</scrip>升值'", count: 200) + "</script>赚</p>", ["稳赚"]),
        Case("a declaration that never ends", "<pre>稳<!升" + String(repeating: "值", count: 700), ["稳"]),
        Case("control characters", "<p>稳\u{01}赚</p>", ["稳\u{01}赚"]),
        Case("nothing", "", []),
        Case("only white space", " \n\t ", []),
    ])
    func texts(_ example: Case) throws {
        let document = try Self.read(example.html)
        #expect(PositionProof.texts(document) == example.texts)
        for (index, block) in document.blocks.enumerated() {
            // Every character has a place, and places are inside the file.
            let pieces = document.sourceRanges(of: block.range)
            #expect(!pieces.isEmpty, "block \(index) has no place")
            #expect(pieces.allSatisfy { $0.upperBound <= example.html.utf8.count })
        }
    }

    @Test func scriptletsOfTemplatesAreNotText() throws {
        let jsp = "<%@ page contentType=\"text/html\" %><p>稳<%= name %>赚</p><% if (a > b) { %><a href=\"<%=x%>\" title=\"好\">好</a><%-- 升值 --%>"
        let document = try Self.read(jsp, path: "a.jsp")
        #expect(PositionProof.texts(document) == ["稳 赚", "好", "好"])
    }

    @Test func hiddenTextIsMarked() throws {
        let document = try Self.read(
            "<p>见</p><div style='display:none'>藏<p>深</p></div><p hidden>隐</p><noscript>无</noscript><p style='visibility: hidden'>匿</p><p>后</p>")
        let marks = zip(PositionProof.texts(document), document.blocks).map { "\($0)\($1.isHidden ? "-" : "+")" }
        #expect(marks == ["见+", "藏-", "深-", "隐-", "无-", "匿-", "后+"])
    }

    @Test func rolesAndPathsAndCells() throws {
        let document = try Self.read(
            "<title>题</title><h1>头</h1><p>一</p><div><p>二</p><p>三</p></div><table><tr><th>甲<th>乙<tr><td>丙<td>丁</table><footer>脚</footer>")
        #expect(document.blocks.map(\.role) == [.title, .heading, .paragraph, .paragraph, .paragraph, .cell, .cell, .cell, .cell, .footer])
        #expect(document.path(of: document.blocks[4]) == "/html/body/div/p[2]")
        #expect(document.blocks[8].cell == Block.Cell(row: 2, column: 2))
        #expect(document.title == "题")
    }

    @Test("Long text: places stay exact when the parser's buffer moves", arguments: [998, 999, 1000, 1001, 2000, 5000])
    func longRuns(_ count: Int) throws {
        let run = String(repeating: "楼", count: count)
        let html = "<p>\(run)<b>稳</b>&amp;赚\(run)</p>" + String(repeating: "<p>段落</p>\n", count: 4000) + "<p>末</p>"
        let document = try Self.read(html)
        let bytes = Array(html.utf8)
        for block in document.blocks.prefix(3) + document.blocks.suffix(2) {
            let source = document.sourceRanges(of: block.range).map { String(decoding: bytes[$0], as: UTF8.self) }.joined()
            #expect(source.replacing("&amp;", with: "&") == String(decoding: document.text[block.range], as: UTF8.self))
        }
        #expect(document.blocks.count == 4002)
    }

    @Test func nestingHasALimit() {
        let html = String(repeating: "<div>", count: 10_000) + "稳赚"
        #expect {
            try Self.read(html)
        } throws: { error in
            guard case ReadingError.limitExceeded(_, _, let position, .depth(4096)) = error else { return false }
            return position?.line == 1
        }
    }

    @Test func declaredKind() throws {
        #expect(try Self.read("<meta name='kaipan:kind' content='contract'><p>文").declaredKind == .contract)
    }
}
