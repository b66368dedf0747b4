import KaipanDocuments
import KaipanText
import KaipanTestSupport
import Testing

@Suite("Reading Word documents")
struct DOCXReaderTests {
    static func read(_ body: String, parts: [(name: String, bytes: [UInt8])] = []) throws -> Document {
        try DOCXReader().read(TestArchive.docx(body, parts: parts), path: "test.docx", options: .init())
    }

    static func run(_ text: String, _ properties: String = "") -> String {
        "<w:r>\(properties.isEmpty ? "" : "<w:rPr>\(properties)</w:rPr>")<w:t xml:space=\"preserve\">\(text)</w:t></w:r>"
    }

    static func paragraph(_ content: String, _ properties: String = "") -> String {
        "<w:p>\(properties.isEmpty ? "" : "<w:pPr>\(properties)</w:pPr>")\(content)</w:p>"
    }

    static func textBox(_ content: String) -> String { "<wps:txbx><w:txbxContent>\(content)</w:txbxContent></wps:txbx>" }

    // MARK: - Text

    struct Sample: Sendable, CustomTestStringConvertible {
        var name: String
        var content: String
        var texts: [String]
        var pieces: [String]?
        var testDescription: String { name }

        init(_ name: String, _ content: String, _ texts: [String], _ pieces: [String]? = nil) {
            self.name = name
            self.content = content
            self.texts = texts
            self.pieces = pieces
        }
    }

    @Test("The text of a paragraph", arguments: [
        Sample("one run", run("稳赚不赔"), ["稳赚不赔"], ["稳赚不赔"]),
        Sample("many runs", run("稳") + run("赚", "<w:b/>") + run("不赔"), ["稳赚不赔"], ["稳", "赚", "不赔"]),
        Sample("proofing marks and bookmarks", run("稳") + "<w:proofErr w:type=\"spellStart\"/><w:bookmarkStart w:id=\"0\" w:name=\"x\"/>" + run("赚") + "<w:bookmarkEnd w:id=\"0\"/>", ["稳赚"], ["稳", "赚"]),
        Sample("references", run("A&amp;B&#31283;"), ["A&B稳"], ["A&amp;B&#31283;"]),
        Sample("links, tags and controls", "<w:hyperlink>\(run("稳"))</w:hyperlink><w:smartTag>\(run("赚"))</w:smartTag><w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>\(run("不"))</w:sdtContent></w:sdt><w:fldSimple w:instr=\"REF\">\(run("赔"))</w:fldSimple>", ["稳赚不赔"]),
        Sample("insertions and moves here", run("稳") + "<w:ins w:id=\"1\">\(run("赚"))</w:ins><w:moveTo w:id=\"2\">\(run("不"))</w:moveTo>", ["稳赚不"]),
        Sample("deletions and moves away", run("稳") + "<w:del w:id=\"1\"><w:r><w:delText>亏</w:delText></w:r></w:del><w:moveFrom w:id=\"2\">\(run("亏"))</w:moveFrom>" + run("赚"), ["稳赚"], ["稳", "赚"]),
        Sample("a field", run("第") + "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>" + run("码") + "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" + run("1") + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>" + run("页"), ["第1页"]),
        Sample("tab", run("单价") + "<w:r><w:tab/></w:r>" + run("2万"), ["单价 2万"], ["单价", "<w:tab/>", "2万"]),
        Sample("line break", run("一") + "<w:r><w:br/></w:r>" + run("二") + "<w:r><w:cr/></w:r>" + run("三"), ["一\u{2028}二\u{2028}三"]),
        Sample("two line breaks", run("一") + "<w:r><w:br/><w:br w:type=\"page\"/></w:r>" + run("二"), ["一", "二"]),
        Sample("hyphens and symbols", "<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/><w:t>C</w:t><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/><w:t>D</w:t></w:r>", ["A-BCD"]),
        Sample("space kept", run("Cloud ") + run("Lane"), ["Cloud Lane"]),
        Sample("space not kept", "<w:r><w:t> Cloud </w:t></w:r><w:r><w:t>\n Lane </w:t></w:r>", ["CloudLane"], ["Cloud", "Lane"]),
        Sample("formula", "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", ["x=1"]),
        Sample("elements inside a text", "<w:r><w:t>稳<w:tab/>赚<w:br/>不<w:noBreakHyphen/>赔</w:t></w:r>", ["稳 赚\u{2028}不-赔"], ["稳<w:tab/>赚", "不<w:noBreakHyphen/>赔"]),
        Sample("tab stops are no tabs", "<w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr>" + run("一"), ["一"]),
        Sample("reading aid", "<w:ruby><w:rt>\(run("yún"))</w:rt><w:rubyBase>\(run("云"))</w:rubyBase></w:ruby>" + run("栖"), ["云栖", "yún"]),
    ])
    func text(_ sample: Sample) throws {
        let document = try Self.read("<w:p>\(sample.content)</w:p>")
        #expect(PositionProof.texts(document) == sample.texts)
        if let pieces = sample.pieces { #expect(PositionProof.pieces(document, block: 0) == pieces) }
    }

    @Test("Paragraphs never join, however little stands between them")
    func paragraphs() throws {
        let document = try Self.read(Self.paragraph(Self.run("稳赚")) + Self.paragraph("") + Self.paragraph(Self.run("不赔")))
        #expect(PositionProof.texts(document) == ["稳赚", "不赔"])
        #expect(document.blocks.map { document.path(of: $0) } == ["段 1", "段 3"])
    }

    @Test("Hidden text stands beside the visible, which is read on")
    func hidden() throws {
        let document = try Self.read(
            Self.paragraph(
                Self.run("稳") + Self.run("仅供", "<w:vanish/>") + Self.run("参考", "<w:vanish w:val=\"true\"/>") + Self.run("赚")
                    + Self.run("不", "<w:vanish w:val=\"0\"/>") + Self.run("另", "<w:vanish/>"))
                + Self.paragraph(Self.run("二"), "<w:rPr><w:vanish/></w:rPr>"))
        #expect(PositionProof.texts(document) == ["稳赚不", "仅供参考", "另", "二"])
        #expect(document.blocks.map(\.isHidden) == [false, true, true, false])
        PositionProof.expectExact(document)
    }

    // MARK: - Roles and places

    @Test("Styles, numbering and outline levels tell roles", arguments: [
        ("<w:pStyle w:val=\"1\"/>", BlockRole.heading), ("<w:pStyle w:val=\"10\"/>", .heading), ("<w:pStyle w:val=\"T\"/>", .title),
        ("<w:outlineLvl w:val=\"2\"/>", .heading), ("<w:outlineLvl w:val=\"9\"/>", .paragraph), ("<w:pStyle w:val=\"C\"/>", .caption),
        ("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr>", .listItem), ("<w:pStyle w:val=\"L\"/>", .listItem),
        ("<w:pStyle w:val=\"L\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>", .paragraph), ("<w:pStyle w:val=\"loop\"/>", .paragraph),
        ("<w:pPrChange><w:pPr><w:pStyle w:val=\"1\"/></w:pPr></w:pPrChange>", .paragraph),
    ])
    func roles(_ properties: String, _ role: BlockRole) throws {
        let styles = TestArchive.part(
            "styles",
            """
            <w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>
            <w:style w:styleId="10"><w:name w:val="公司标题"/><w:basedOn w:val="1"/></w:style>
            <w:style w:styleId="T"><w:name w:val="Title"/></w:style><w:style w:styleId="C"><w:name w:val="caption"/></w:style>
            <w:style w:styleId="L"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
            <w:style w:styleId="loop"><w:name w:val="x"/><w:basedOn w:val="loop"/></w:style>
            """)
        let document = try Self.read(Self.paragraph(Self.run("一"), properties), parts: [("word/styles.xml", styles)])
        #expect(document.blocks.map(\.role) == [role])
    }

    @Test("Customary style names do without a table of styles", arguments: [("Heading2", BlockRole.heading), ("Title", .title)])
    func customaryStyles(_ style: String, _ role: BlockRole) throws {
        let document = try Self.read(Self.paragraph(Self.run("一"), "<w:pStyle w:val=\"\(style)\"/>"))
        #expect(document.blocks.map(\.role) == [role])
    }

    @Test("Cells have rows, columns and paths; tables nest")
    func tables() throws {
        func cell(_ content: String, _ properties: String = "") -> String {
            "<w:tc><w:tcPr>\(properties)</w:tcPr>\(content)</w:tc>"
        }
        let inner = "<w:tbl><w:tr>\(cell(Self.paragraph(Self.run("内"))))</w:tr></w:tbl>"
        let document = try Self.read(
            Self.paragraph(Self.run("前"))
                + "<w:tbl><w:tblPr/><w:tr>\(cell(Self.paragraph(Self.run("甲")), "<w:gridSpan w:val=\"2\"/>"))\(cell(Self.paragraph(Self.run("乙"))))</w:tr>"
                + "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>\(cell(inner + Self.paragraph(Self.run("丙")) + Self.paragraph(Self.run("丁"))))</w:tr></w:tbl>"
                + Self.paragraph(Self.run("后")))
        #expect(PositionProof.texts(document) == ["前", "甲", "乙", "内", "丙", "丁", "后"])
        #expect(
            document.blocks.map(\.cell) == [
                nil, .init(row: 1, column: 1), .init(row: 1, column: 3), .init(row: 1, column: 1), .init(row: 2, column: 2),
                .init(row: 2, column: 2), nil,
            ])
        #expect(
            document.blocks.map { document.path(of: $0) } == [
                "段 1", "表 1 行 1 列 1 段 1", "表 1 行 1 列 3 段 1", "表 1 行 2 列 2 表 1 行 1 列 1 段 1", "表 1 行 2 列 2 段 1",
                "表 1 行 2 列 2 段 2", "段 2",
            ])
        #expect(document.blocks.map(\.role) == [.paragraph, .cell, .cell, .cell, .cell, .cell, .paragraph])
    }

    @Test("Every part is read, in order, with its own positions")
    func parts() throws {
        let core = """
            <cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
            xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>云栖里说辞</dc:title><dc:creator>甲</dc:creator>\
            <dc:description>内部</dc:description></cp:coreProperties>
            """
        let note = { (text: String) in Self.paragraph(Self.run(text)) }
        let document = try Self.read(
            note("正文"),
            parts: [
                ("docProps/core.xml", Array(core.utf8)),
                ("word/comments.xml", TestArchive.part("comments", "<w:comment w:id=\"0\">\(note("批"))\(note("再批"))</w:comment>")),
                ("word/footnotes.xml", TestArchive.part("footnotes", "<w:footnote w:type=\"separator\">\(note("线"))</w:footnote><w:footnote w:id=\"1\">\(note("注一"))</w:footnote><w:footnote w:id=\"2\">\(note("注二"))</w:footnote>")),
                ("word/endnotes.xml", TestArchive.part("endnotes", "<w:endnote w:id=\"1\">\(note("尾"))</w:endnote>")),
                ("word/header10.xml", TestArchive.part("hdr", note("眉十"))),
                ("word/header2.xml", TestArchive.part("hdr", note("眉二"))),
                ("word/footer1.xml", TestArchive.part("ftr", note("脚"))),
                ("word/unrelated.xml", TestArchive.part("hdr", note("无关"))),
            ])
        #expect(PositionProof.texts(document) == ["正文", "眉二", "眉十", "脚", "注一", "注二", "尾", "批", "再批", "云栖里说辞", "内部"])
        #expect(
            document.blocks.map { document.path(of: $0) } == [
                "段 1", "页眉 1 段 1", "页眉 2 段 1", "页脚 1 段 1", "脚注 1", "脚注 2", "尾注 1", "批注 1", "批注 1 段 2", "文档属性 标题",
                "文档属性 备注",
            ])
        #expect(
            document.blocks.map(\.role) == [
                .paragraph, .header, .header, .footer, .note, .note, .note, .note, .note, .metadata, .metadata,
            ])
        #expect(document.parts.map(\.part) == [
            "word/document.xml", "word/header2.xml", "word/header10.xml", "word/footer1.xml", "word/footnotes.xml",
            "word/endnotes.xml", "word/comments.xml", "docProps/core.xml",
        ])
        PositionProof.expectExact(document)
    }

    @Test("Parts are found by name where the archive does not relate them")
    func unrelatedParts() throws {
        let bytes = try TestArchive.zip([
            ("word/document.xml", TestArchive.part("document", "<w:body>\(Self.paragraph(Self.run("正文")))</w:body>")),
            ("word/header1.xml", TestArchive.part("hdr", Self.paragraph(Self.run("眉")))),
            ("word/headers.xml", TestArchive.part("hdr", Self.paragraph(Self.run("不是")))),
        ])
        #expect(PositionProof.texts(try DOCXReader().read(bytes, path: "x", options: .init())) == ["正文", "眉"])
    }

    // MARK: - Drawings

    @Test("Text boxes are read once, behind their paragraph, and never join it")
    func textBoxes() throws {
        let box = Self.textBox(Self.paragraph(Self.run("框")) + Self.paragraph(Self.run("内")))
        let old = "<w:pict><v:textbox><w:txbxContent>\(Self.paragraph(Self.run("旧")))</w:txbxContent></v:textbox></w:pict>"
        let drawing = "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>\(box)</w:drawing></mc:Choice><mc:Fallback>\(old)</mc:Fallback></mc:AlternateContent></w:r>"
        let document = try Self.read(
            Self.paragraph(Self.run("稳") + drawing + Self.run("赚")) + Self.paragraph("<w:r>\(old)</w:r>"))
        #expect(PositionProof.texts(document) == ["稳赚", "框", "内", "旧"])
        #expect(
            document.blocks.map { document.path(of: $0) } == [
                "段 1", "段 1 文本框 1 段 1", "段 1 文本框 1 段 2", "段 2 文本框 1 段 1",
            ])
        PositionProof.expectExact(document)
    }

    @Test("A fallback alone is read")
    func fallback() throws {
        let document = try Self.read(Self.paragraph("<mc:AlternateContent><mc:Fallback>\(Self.run("旧"))</mc:Fallback></mc:AlternateContent>"))
        #expect(PositionProof.texts(document) == ["旧"])
    }

    @Test("Text of drawings and pictures' alternative texts stand behind the paragraph")
    func drawings() throws {
        let drawing = """
            <w:r><w:drawing><wp:inline><wp:docPr id="1" name="图片 1" title="效果图" descr="江景&#23454;拍"/>\
            <a:graphic><pic:cNvPr id="0" name="a.png" descr="江景实拍"/><a:p><a:r><a:t>图内</a:t></a:r><a:br/><a:r><a:t>文字</a:t></a:r></a:p>\
            </a:graphic></wp:inline></w:drawing></w:r>
            """
        let document = try Self.read(Self.paragraph(Self.run("稳") + drawing + Self.run("赚")))
        #expect(PositionProof.texts(document) == ["稳赚", "效果图", "江景实拍", "图内\u{2028}文字"])
        #expect(document.blocks.map(\.role) == [.paragraph, .alternativeText, .alternativeText, .paragraph])
        #expect(document.path(of: document.blocks[2]) == "段 1 替代文本 2")
        #expect(PositionProof.pieces(document, block: 2) == ["江景&#23454;拍"])
    }

    // MARK: - Errors

    @Test("A malformed part is named with the place in it")
    func malformed() throws {
        let error = #expect(throws: ReadingError.self) {
            try Self.read(Self.paragraph(Self.run("一")), parts: [("word/header1.xml", Array("<w:hdr>\n<w:p></w:hdr>".utf8))])
        }
        guard case .malformed(_, let part, let position, _, _) = try #require(error) else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(part == "word/header1.xml")
        #expect(position?.line == 2)
    }

    @Test("Both of the standard's names for the vocabulary are known")
    func strict() throws {
        let body = """
            <w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>\(Self.paragraph(Self.run("稳赚")))</w:body></w:document>
            """
        let document = try DOCXReader().read(
            TestArchive.zip([("word/document.xml", Array(body.utf8))]), path: "x", options: .init())
        #expect(PositionProof.texts(document) == ["稳赚"])
    }

    @Test("Every piece of a long document is exact", arguments: [7, 8, 9] as [UInt64])
    func property(_ seed: UInt64) throws {
        var generator = SplitMix(state: seed)
        let parts = [
            Self.run("稳赚不赔"), Self.run("A&amp;B &#31283;"), Self.run("隐", "<w:vanish/>"), Self.run(" x "),
            "<w:ins>\(Self.run("𠮷屋"))</w:ins>", "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>",
            "<w:r><w:t>a\r\n b</w:t></w:r>", "<w:proofErr/>", "<w:r>\(Self.textBox(Self.paragraph(Self.run("框&lt;"))))</w:r>",
        ]
        var body = ""
        for _ in 0..<800 {
            let content = (0..<Int.random(in: 0...9, using: &generator)).map { _ in parts.randomElement(using: &generator) ?? "" }
            body += Self.paragraph(content.joined())
        }
        let document = try Self.read(body)
        #expect(document.blocks.count > 800)
        PositionProof.expectExact(document)
    }
}
