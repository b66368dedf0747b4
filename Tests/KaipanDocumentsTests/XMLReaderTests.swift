import KaipanDocuments
import KaipanText
import KaipanTestSupport
import Testing

@Suite("Reading XML")
struct XMLReaderTests {
    static func read(_ xml: String, mapping: XMLMapping? = nil, depthLimit: Int = 4096) throws -> Document {
        var options = ReadingOptions()
        options.mapping = mapping
        options.depthLimit = depthLimit
        return try XMLReader().read(Array(xml.utf8), path: "test.xml", options: options)
    }

    // MARK: - Positions

    struct Place: Sendable, CustomTestStringConvertible {
        var name: String
        var xml: String
        var text: String
        var pieces: [String]
        var testDescription: String { name }

        init(_ name: String, _ xml: String, _ text: String, _ pieces: [String]) {
            self.name = name
            self.xml = xml
            self.text = text
            self.pieces = pieces
        }
    }

    @Test("Text and its places", arguments: [
        Place("plain", "<a><p>稳赚不赔</p></a>", "稳赚不赔", ["稳赚不赔"]),
        Place("ASCII", "<a><p>abc def</p></a>", "abc def", ["abc def"]),
        Place("inline element", "<a><p>稳<b>赚</b>不赔</p></a>", "稳赚不赔", ["稳", "赚", "不赔"]),
        Place("comment", "<a><p>稳<!-- x > y -->赚</p></a>", "稳赚", ["稳", "赚"]),
        Place("instruction", "<a><p>稳<?x y?>赚</p></a>", "稳赚", ["稳", "赚"]),
        Place("empty comment and instruction", "<a><p>稳<!----><?x?>赚</p></a>", "稳赚", ["稳", "赚"]),
        Place("CDATA", "<a><p>稳<![CDATA[赚 <b>]]]>不赔</p></a>", "稳赚 <b>]不赔", ["稳", "赚 <b>]", "不赔"]),
        Place("empty CDATA", "<a><p>稳<![CDATA[]]>赚</p></a>", "稳赚", ["稳", "赚"]),
        Place("CDATA side by side", "<a><p><![CDATA[稳]]><![CDATA[赚]]></p></a>", "稳赚", ["稳", "赚"]),
        Place("decimal reference", "<a><p>稳&#36186;不</p></a>", "稳赚不", ["稳&#36186;不"]),
        Place("hexadecimal reference", "<a><p>&#x7a33;赚</p></a>", "稳赚", ["&#x7a33;赚"]),
        Place("predefined entities", "<a><p>A&amp;B&lt;C&gt;</p></a>", "A&B<C>", ["A&amp;B&lt;C&gt;"]),
        Place("CR LF", "<a><p>稳\r\n赚 abc\r\ndef</p></a>", "稳赚 abc def", ["稳", "赚 abc\r\ndef"]),
        Place("CR LF before ASCII", "<a><p>abc\r\n\r\ndef</p></a>", "abc def", ["abc\r\n\r\ndef"]),
        Place("lone CR", "<a><p>abc\rdef</p></a>", "abc def", ["abc\rdef"]),
        Place("CR LF at a reference", "<a><p>a&amp;\r\nb\r\n&amp;c</p></a>", "a& b &c", ["a&amp;\r\nb\r\n&amp;c"]),
        Place("four bytes", "<a><p>𠮷屋𠮷&#x20BB7;</p></a>", "𠮷屋𠮷𠮷", ["𠮷屋𠮷&#x20BB7;"]),
        Place("entity", "<!DOCTYPE a [<!ENTITY n '云栖里'>]><a><p>在&n;买房</p></a>", "在云栖里买房", ["在&n;买房"]),
        Place("entity twice", "<!DOCTYPE a [<!ENTITY n '云栖里'>]><a><p>&n;&n;房</p></a>", "云栖里云栖里房", ["&n;&n;房"]),
        Place("entity in an entity", "<!DOCTYPE a [<!ENTITY m '云'><!ENTITY n '&m;栖&#x91CC;'>]><a><p>在&n;</p></a>", "在云栖里", ["在&n;"]),
        Place("entity with markup", "<!DOCTYPE a [<!ENTITY n '云<b>栖</b>里'>]><a><p>在&n;买</p></a>", "在云栖里买", ["在&n;买"]),
        Place("empty entity", "<!DOCTYPE a [<!ENTITY n ''>]><a><p>稳&n;赚</p></a>", "稳赚", ["稳", "赚"]),
        Place("empty entity before ASCII", "<!DOCTYPE a [<!ENTITY n ''>]><a><p>x&n;&n;abc</p></a>", "xabc", ["x", "abc"]),
        Place("entity with spaces", "<!DOCTYPE a [<!ENTITY n 'Cloud  Lane'>]><a><p>at &n; now</p></a>", "at Cloud Lane now", ["at &n; now"]),
        Place("entity with a line end", "<!DOCTYPE a [<!ENTITY n 'Cloud\nLane'>]><a><p>&n;</p></a>", "Cloud Lane", ["&n;"]),
        Place("white space before the declaration", "\r\n <?xml version='1.0'?>\n<a><p>稳&amp;赚</p></a>", "稳&赚", ["稳&amp;赚"]),
        Place("XHTML's entities", "<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'x.dtd'><html xmlns='http://www.w3.org/1999/xhtml'><body><p>稳&nbsp;赚&mdash;</p></body></html>", "稳\u{A0}赚—", ["稳&nbsp;赚&mdash;"]),
        Place("unknown entity with a DTD", "<!DOCTYPE a SYSTEM 'x.dtd'><a><p>稳&x;赚</p></a>", "稳&x;赚", ["稳&x;赚"]),
    ])
    func place(_ place: Place) throws {
        let document = try Self.read(place.xml)
        #expect(PositionProof.texts(document) == [place.text])
        #expect(PositionProof.pieces(document, block: 0) == place.pieces)
    }

    @Test("A part of a text leads to its own part of the source")
    func partOfText() throws {
        let document = try Self.read("<a><p>我们&#x7A33;<i>赚</i>不赔&amp;更多</p></a>")
        #expect(try PositionProof.pieces(document, of: "稳赚") == ["&#x7A33;", "赚"])
        #expect(try PositionProof.pieces(document, of: "不赔") == ["不赔"])
        #expect(try PositionProof.pieces(document, of: "&更") == ["&amp;更"])
    }

    @Test("A part of an entity's text leads to the whole reference, even one as long as the text")
    func partOfEntity() throws {
        let document = try Self.read("<!DOCTYPE a [<!ENTITY name '稳赚'>]><a><p>说&name;吧</p></a>")
        #expect(try PositionProof.pieces(document, of: "赚") == ["&name;"])
    }

    @Test("A byte order mark and another encoding shift byte offsets only")
    func storedOffsets() throws {
        let marked = try XMLReader().read([0xEF, 0xBB, 0xBF] + Array("<a><p>稳赚</p></a>".utf8), path: "x", options: .init())
        let range = try #require(marked.sourceRanges(of: marked.blocks[0].range).first)
        #expect(marked.parts[0].byteOffset(ofText: range.lowerBound) == 9)

        let head = Array("<?xml version=\"1.0\" encoding=\"GB2312\"?><a><p>".utf8)
        let stored = try XMLReader().read(head + [0xCE, 0xC8, 0xD7, 0xAC] + Array("</p></a>".utf8), path: "x", options: .init())
        #expect(PositionProof.texts(stored) == ["稳赚"])
        let place = try #require(stored.sourceRanges(of: stored.blocks[0].range).first)
        #expect(stored.parts[0].byteOffset(ofText: place.lowerBound) == head.count)
        #expect(stored.parts[0].byteOffset(ofText: place.upperBound) == head.count + 4)
    }

    @Test("A declared encoding that the text is not in changes nothing", arguments: ["GB2312", "UTF-16", "ISO-8859-1", "x-unknown"])
    func wrongDeclaration(_ label: String) throws {
        let document = try Self.read("<?xml version='1.0' encoding='\(label)'?><a><p>稳赚不赔</p></a>")
        #expect(PositionProof.texts(document) == ["稳赚不赔"])
        PositionProof.expectExact(document)
    }

    @Test("Every piece of a long document is exact", arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func property(_ seed: UInt64) throws {
        var generator = SplitMix(state: seed)
        let parts = [
            "稳赚不赔", "abc", " ", "\r\n", "\n", "\r", "&amp;", "&#x7A33;", "&#36186;", "<b>升值</b>", "<b/>", "<!-- 注 -->", "<?x?>",
            "<![CDATA[保证<升>值]]>", "<![CDATA[]]>", "&n;", "&e;", "𠮷", "，", "x y", "]]", "]", "&lt;", "<i a='1'  >回报</i\n>",
            String(repeating: "长文", count: 400), String(repeating: "long ", count: 200),
        ]
        var xml = "<!DOCTYPE r [<!ENTITY n '云栖<b>里</b>一期'><!ENTITY e ''>]>\r\n<r>"
        for _ in 0..<600 {
            xml += "<p>"
            for _ in 0..<Int.random(in: 0...12, using: &generator) { xml += parts.randomElement(using: &generator) ?? "" }
            xml += "</p>\n"
        }
        xml += "</r>"
        #expect(xml.utf8.count > 100_000)
        let document = try Self.read(xml)
        #expect(document.blocks.count > 300)
        PositionProof.expectExact(document, entities: ["n": "云栖里一期"])
    }

    // MARK: - Attributes

    @Test("Attributes that people see are blocks of their own", arguments: [
        Place("plain", "<a><img alt='江景实拍'/></a>", "江景实拍", ["江景实拍"]),
        Place("references", "<a><img  id = '1'  alt = \"江&#26223;A&amp;B\" /></a>", "江景A&B", ["江&#26223;A&amp;B"]),
        Place("a greater-than sign", "<a><img x='>' alt='江>景'></img></a>", "江>景", ["江>景"]),
        Place("line end", "<a><img alt='江景\r\nabc'/></a>", "江景 abc", ["江景\r\nabc"]),
        Place("entity", "<!DOCTYPE a [<!ENTITY n '云栖里'>]><a><img alt='在&n;&#x4E70;房'/></a>", "在云栖里买房", ["在&n;&#x4E70;房"]),
        Place("tag in an entity", "<!DOCTYPE a [<!ENTITY n \"<img alt='江景'/>\">]><a>&n;</a>", "江景", ["&n;"]),
    ])
    func attribute(_ place: Place) throws {
        let document = try Self.read(place.xml)
        #expect(PositionProof.texts(document) == [place.text])
        #expect(document.blocks.map(\.role) == [.alternativeText])
        #expect(PositionProof.pieces(document, block: 0) == place.pieces)
    }

    @Test("Other attributes are no text, and one amid a text does not split it")
    func attributesAmidText() throws {
        let document = try Self.read("<a><p class='升值'>保证<b title='提示'>升</b>值</p><p label='plain'>二</p></a>")
        #expect(PositionProof.texts(document) == ["保证升值", "提示", "二"])
    }

    // MARK: - Structure

    @Test("Blocks never join, words inside a text do", arguments: [
        ("<r><p>稳赚</p><p>不赔</p></r>", ["稳赚", "不赔"]),
        ("<r><row><c1>稳赚</c1><c2>不赔</c2></row></r>", ["稳赚", "不赔"]),
        ("<r><x>我们<kw>稳赚</kw>不赔</x><x>再<kw>说</kw></x></r>", ["我们稳赚不赔", "再说"]),
        ("<r><x>引言<p>稳赚</p>结语</x></r>", ["引言", "稳赚", "结语"]),
        ("<r><x>一<br/>二</x></r>", ["一\u{2028}二"]),
        ("<r xml:space='preserve'><x>一\n二</x></r>", ["一\u{2028}二"]),
        ("<html xmlns='http://www.w3.org/1999/xhtml'><head><style>稳赚</style></head><body><p>一<span>二</span></p><script>三</script></body></html>", ["一二"]),
    ])
    func blocks(_ xml: String, _ texts: [String]) throws {
        #expect(PositionProof.texts(try Self.read(xml)) == texts)
    }

    @Test("Names tell roles")
    func roles() throws {
        let document = try Self.read(
            """
            <doc><title>题</title><heading>头</heading><list><item>项</item></list><para>段</para><caption>图</caption>
            <footnote><para>注</para></footnote>
            <table><row><cell>一</cell><cell>二</cell></row><row><cell>三</cell></row></table></doc>
            """)
        #expect(document.blocks.map(\.role) == [.title, .heading, .listItem, .paragraph, .caption, .note, .cell, .cell, .cell])
        #expect(document.title == "题")
        #expect(document.blocks.compactMap(\.cell) == [.init(row: 1, column: 1), .init(row: 1, column: 2), .init(row: 2, column: 1)])
    }

    @Test("XHTML keeps what is hidden, and says so")
    func hidden() throws {
        let document = try Self.read(
            "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>一</p><p style='display: none'>二</p><p hidden=''>三</p></body></html>")
        #expect(document.blocks.map(\.isHidden) == [false, true, true])
    }

    @Test("Paths count siblings of the same name")
    func paths() throws {
        let document = try Self.read("<chat><message><text>一</text></message><note/><message><text>二<b>三</b></text></message></chat>")
        #expect(document.blocks.map { document.path(of: $0) } == ["/chat/message/text", "/chat/message[2]/text"])
    }

    @Test("A document may name its kind", arguments: [
        "<a kaipan-kind='contract'><p>一</p></a>", "<?kaipan kind=\"contract\"?><a><p>一</p></a>",
    ])
    func declaredKind(_ xml: String) throws {
        #expect(try Self.read(xml).declaredKind == .contract)
    }

    // MARK: - Conversations

    @Test("Speakers of conversations are found without a mapping", arguments: [
        "<chat><m speaker='置业顾问小周' time='09:12'>稳赚</m><m speaker='客户甲' time='09:13'>真的</m></chat>",
        "<log><m><sender>置业顾问小周</sender><time>09:12</time><body>稳赚</body></m><m><sender>客户甲</sender><time>09:13</time><body>真的</body></m></log>",
        "<x><m role='agent' name='置业顾问小周' time='09:12'>稳赚</m><m role='customer' name='客户甲' time='09:13'>真的</m></x>",
        "<dialog><speaker>置业顾问小周</speaker><time>09:12</time><p>稳赚</p><speaker>客户甲</speaker><time>09:13</time><p>真的</p></dialog>",
    ])
    func conversation(_ xml: String) throws {
        let document = try Self.read(xml)
        #expect(PositionProof.texts(document) == ["稳赚", "真的"])
        #expect(document.blocks.map(\.speaker) == [.seller, .customer])
        #expect(document.blocks.map(\.role) == [.utterance, .utterance])
        #expect(document.blocks.map(\.utterance?.time) == ["09:12", "09:13"])
        #expect(document.blocks.map(\.utterance?.name) == ["置业顾问小周", "客户甲"])
    }

    @Test("What only looks like a speaker stays text")
    func noConversation() throws {
        let document = try Self.read("<order><from>云栖里售楼处稳赚</from><time>今日</time></order>")
        #expect(PositionProof.texts(document) == ["云栖里售楼处稳赚", "今日"])
        let long = try Self.read("<chat><speaker>本项目承诺每年百分之八的回报并且五年之后原价回购绝不食言</speaker></chat>")
        #expect(PositionProof.texts(long) == ["本项目承诺每年百分之八的回报并且五年之后原价回购绝不食言"])
        PositionProof.expectExact(long)
    }

    // MARK: - Mapping

    @Test("A mapping says what is text")
    func mapping() throws {
        var mapping = XMLMapping()
        mapping.blocks = ["//内容", "m/@摘要"]
        mapping.titles = ["/会话/@主题"]
        mapping.speakers = ["m/谁", "m/@who"]
        mapping.times = ["m/@at"]
        mapping.fields = ["定金": "//定金"]
        mapping.inline = ["词"]
        mapping.skip = ["//内容/备注"]
        mapping.roles = ["甲": .customer, "乙": .seller, "甲方代表": .seller]
        let document = try Self.read(
            """
            <会话 主题="首次来访"><忽略>不是正文</忽略>
            <m at="1"><谁>甲</谁><内容>能<词>升</词>值吗<备注>内部</备注></内容></m>
            <m who="甲方代表" 摘要="答复"><内容>一定</内容><定金>5万</定金></m></会话>
            """, mapping: mapping)
        #expect(PositionProof.texts(document) == ["首次来访", "能升值吗", "答复", "一定", "5万"])
        #expect(document.blocks.map(\.role) == [.title, .utterance, .utterance, .utterance, .field])
        #expect(document.blocks.map(\.speaker) == [nil, .customer, .seller, .seller, .seller])
        #expect(document.blocks[1].utterance == .init(name: "甲", time: "1"))
        PositionProof.expectExact(document)
    }

    @Test("A mapping without blocks only explains")
    func mappingWithoutBlocks() throws {
        var mapping = XMLMapping()
        mapping.inline = ["w"]
        mapping.skip = ["//internal", "@alt"]
        let document = try Self.read("<r><x><w>稳</w><w>赚</w></x><internal>不看</internal><i alt='不看'/></r>", mapping: mapping)
        #expect(PositionProof.texts(document) == ["稳赚"])
    }

    @Test("Paths are proved", arguments: [
        ("/a/b", true), ("//a", true), ("a/@b", true), ("*", true), ("a|b", true), ("//消息/内容", true), ("a[1]", false),
        ("a/", false), ("", false), ("w:p", false), ("a b", false), ("count(a)", false),
    ])
    func validate(_ path: String, _ isValid: Bool) {
        #expect(XMLMapping.validate(path: path) == isValid)
    }

    // MARK: - Errors and limits

    @Test("Malformed XML names the place", arguments: [
        ("<a>\n<p>稳赚</q></a>", 2), ("<a>\n\n<p>&undefined;</p></a>", 3), ("<a>", 1), ("", 1), ("稳赚", 1),
        ("<a>\r\n<p a=1></p></a>", 2), ("<a/>\n<b/>", 2),
        // The error lies inside an entity, which libxml2 reads on to its end.
        ("<!DOCTYPE a [<!ENTITY % p \"<!ENTITYh q '甲'>\">%p;]>\n<a>&q;</a>", 1),
        // libxml2 copies the comment for every `--` in it: with all of them reported, this would take ten minutes.
        ("<a>\n<!--" + String(repeating: "-- x", count: 600_000) + "--></a>", 2),
    ])
    func malformed(_ xml: String, _ line: Int) throws {
        let error = #expect(throws: ReadingError.self) { try Self.read(xml) }
        guard case .malformed(_, _, let position, _, let reason) = try #require(error) else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(position?.line == line)
        #expect(!reason.en.isEmpty)
        // Common mistakes are told in Chinese, not in libxml2's words.
        #expect(!reason.zh.isEmpty && !reason.zh.contains(reason.en))
    }

    @Test("The place of an error is right far down in a file")
    func malformedFarDown() throws {
        let xml = "<a>" + String(repeating: "<p>稳赚不赔</p>\n", count: 70_000) + "<p>&</p></a>"
        let error = #expect(throws: ReadingError.self) { try Self.read(xml) }
        #expect(error?.position?.line == 70_001)
    }

    @Test("External entities are never read", arguments: [
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a><p>稳&x;赚</p></a>",
        "<!DOCTYPE a [<!ENTITY x PUBLIC 'p' 'file:///etc/passwd'>]><a><p>稳&x;&x;赚</p></a>",
        "<!DOCTYPE a [<!ENTITY % x SYSTEM 'file:///etc/passwd'> %x;]><a><p>稳赚</p></a>",
        "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a><p>稳赚</p></a>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'http://127.0.0.1:9/x'>]><a><p>稳&x;赚</p></a>",
        "<a xmlns:xi='http://www.w3.org/2001/XInclude'><p>稳赚</p><xi:include href='/etc/passwd' parse='text'/></a>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY y '&x;'>]><a><p>稳&y;赚</p></a>",
    ])
    func externalEntities(_ xml: String) throws {
        #expect(PositionProof.texts(try Self.read(xml)) == ["稳赚"])
    }

    static let laughs = (1...30).map { "<!ENTITY l\($0) '\(String(repeating: "&l\($0 - 1);", count: 10))'>" }.joined()

    @Test("Entity bombs are stopped", arguments: [
        "<!DOCTYPE a [<!ENTITY l0 'lol'>\(laughs)]><a>&l30;</a>",
        "<!DOCTYPE a [<!ENTITY l0 ''>\(laughs)]><a>&l30;</a>",
        "<!DOCTYPE a [<!ENTITY l0 '<b/>'>\(laughs)]><a>&l30;</a>",
        "<!DOCTYPE a [<!ENTITY l0 'lol'>\(laughs)]><a x='&l30;'/>",
        "<!DOCTYPE a [<!ENTITY l0 'lol'>\(laughs)<!ATTLIST a x CDATA '&l30;'>]><a/>",
        "<!DOCTYPE a SYSTEM 'x' [<!ENTITY l0 'lol'>\(laughs)]><a>&l30;</a>",
        "<!DOCTYPE a [<!ENTITY q '\(String(repeating: "长", count: 30_000))'>]><a>\(String(repeating: "&q;", count: 10_000))</a>",
    ])
    func entityBombs(_ xml: String) throws {
        let error = #expect(throws: ReadingError.self) { try Self.read(xml) }
        guard case .limitExceeded(_, _, _, .entityExpansion(1 << 20)) = try #require(error) else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("Entities that contain themselves are an error")
    func entityLoop() {
        #expect(throws: ReadingError.self) {
            try Self.read("<!DOCTYPE a [<!ENTITY x '&y;'><!ENTITY y '&x;'>]><a>&x;</a>")
        }
    }

    @Test("Small entities may be used as often as one likes")
    func manySmallEntities() throws {
        let xml = "<!DOCTYPE a [<!ENTITY n '云'>]><a><p>" + String(repeating: "&n;", count: 200_000) + "</p></a>"
        #expect(try Self.read(xml).text.count == 600_000)
    }

    @Test("Nesting has a limit", arguments: [(300, 4096, true), (4096, 4096, true), (4097, 4096, false), (10_000, 4096, false), (5, 4, false)])
    func depth(_ depth: Int, _ limit: Int, _ isRead: Bool) throws {
        let xml = String(repeating: "<a>", count: depth) + "稳赚" + String(repeating: "</a>", count: depth)
        if isRead {
            #expect(PositionProof.texts(try Self.read(xml, depthLimit: limit)) == ["稳赚"])
            return
        }
        let error = #expect(throws: ReadingError.self) { try Self.read(xml, depthLimit: limit) }
        guard case .limitExceeded(_, _, let position, .depth(limit)) = try #require(error) else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(position?.line == 1)
    }
}

/// A generator whose sequence a seed decides.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
