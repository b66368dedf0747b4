import KaipanDocuments
import KaipanText
import KaipanTestSupport
import Testing

@Suite("Reading plain text and Markdown")
struct TextReadersTests {
    @Test("Plain text", arguments: [
        ("一\n\n二", ["一", "二"]),
        ("稳赚\n不赔", ["稳赚\u{2028}不赔"]),
        ("- 稳赚\n- 不赔", ["- 稳赚", "- 不赔"]),
        ("1. 甲\n2、乙\n（三）丙\n第四条 丁", ["1. 甲", "2、乙", "（三）丙", "第四条 丁"]),
        ("价格3.5万\n10.5万", ["价格3.5万\u{2028}10.5万"]),
        ("一\r\n　　\r\n二\r三", ["一", "二\u{2028}三"]),
        ("", []),
        // A line that says something whole is a paragraph; pieces of a sentence belong together, and a note to what it is about.
        ("家门口是公园。\n学校在建", ["家门口是公园。", "学校在建"]),
        ("他说“好！”\n学校在建", ["他说“好！”", "学校在建"]),
        ("坐拥\n城央公园\n尽享便利", ["坐拥\u{2028}城央公园\u{2028}尽享便利"]),
        ("地铁直达。\n（规划中）\n学校在建", ["地铁直达。\u{2028}（规划中）\u{2028}学校在建"]),
        ("地铁直达。\n以上配套为规划", ["地铁直达。\u{2028}以上配套为规划"]),
        ("销售面积全市前三。\n数据来源：市住建局", ["销售面积全市前三。\u{2028}数据来源：市住建局"]),
        ("1. 签约送家电。\n送完即止", ["1. 签约送家电。\u{2028}送完即止"]),
    ])
    func plain(_ text: String, _ expected: [String]) throws {
        let document = try PlainTextReader().read(Array(text.utf8), path: "a.txt", options: ReadingOptions())
        #expect(PositionProof.texts(document) == expected)
    }

    @Test func wrappedLinesAreOneText() throws {
        let line = String(repeating: "本项目位于城市东侧", count: 4)
        let text = "\(line)\n\(line)\n结束。"
        let document = try PlainTextReader().read(Array(text.utf8), path: "a.txt", options: ReadingOptions())
        #expect(PositionProof.texts(document) == ["\(line)\(line)结束。"])
    }

    @Test func oneLongLineIsNotThePagesWidth() throws {
        let long = String(repeating: "本项目位于城市东侧", count: 5)
        let text = "\(long)。\n周边有公园\n学校在建"
        let document = try PlainTextReader().read(Array(text.utf8), path: "a.txt", options: ReadingOptions())
        #expect(PositionProof.texts(document) == ["\(long)。", "周边有公园\u{2028}学校在建"])
    }

    /// A break by the page is never a block's end, whatever its width and whatever stands beside it.
    @Test("Sentences that the page broke stay whole", arguments: [
        "您现在入手，以后的升\n值空间巨大，欢迎您致电咨询，我们会竭诚为您\n服务",
        "商业和交通都很方便，学校就在小区对面，您现在入手，以后的升\n值空间巨大，欢迎您致电。",
        "详情见 https://example.org/\(String(repeating: "a", count: 200))\n商业和交通都很方便，您现在入手，以后的升\n值空间巨大",
    ])
    func brokenByThePage(_ text: String) throws {
        let document = try PlainTextReader().read(Array(text.utf8), path: "a.txt", options: ReadingOptions())
        let whole = PositionProof.texts(document).first { $0.contains("以后的升") }
        #expect(whole?.contains("值空间") == true)
    }

    @Test func whatWasSaidInOneGoStaysWhole() throws {
        let reader = PlainTextReader(readsSpeakers: false, dividesParagraphs: false)
        let document = try reader.read(Array("保证升值。\n我开玩笑的".utf8), path: "a.txt", options: ReadingOptions())
        #expect(PositionProof.texts(document) == ["保证升值。\u{2028}我开玩笑的"])
    }

    @Test func conversationsHaveSpeakers() throws {
        let text = "[10:02] 客户李女士：会升值吗？\n10:03 置业顾问小王: 不好说。\n看您需求。\n备注：无"
        let document = try PlainTextReader().read(Array(text.utf8), path: "a.txt", options: ReadingOptions())
        #expect(PositionProof.texts(document) == ["会升值吗？", "不好说。\u{2028}看您需求。", "无"])
        #expect(document.blocks.map(\.speaker) == [.customer, .seller, nil])
        #expect(document.blocks[0].utterance == Block.Utterance(name: "客户李女士", time: "10:02"))
    }

    @Test func oneColonIsNoConversation() throws {
        let document = try PlainTextReader().read(Array("销售：电话400\n地址：宁川".utf8), path: "a.txt", options: ReadingOptions())
        #expect(document.blocks.allSatisfy { $0.speaker == nil })
    }

    @Test("Markdown", arguments: [
        ("# 题\n\n稳**赚**不`赔`", ["题", "稳赚不赔"]),
        ("稳赚\n不赔", ["稳赚不赔"]),
        ("稳赚  \n不赔", ["稳赚\u{2028}不赔"]),
        ("- 稳赚\n- 不赔", ["稳赚", "不赔"]),
        ("|甲|乙|\n|---|---|\n|丙|丁|", ["甲", "乙", "丙", "丁"]),
        ("稳<b>赚</b>不赔 <!-- 升值 -->", ["稳赚不赔"]),
        ("<div>稳<i>赚</i></div>\n\n<!-- 升值 -->\n\n后", ["稳赚", "后"]),
        ("稳![升值图](a.png)赚", ["稳赚", "升值图"]),
        ("稳&#36186;&amp;\\*", ["稳赚&*"]),
        ("```\n一\n二\n```", ["一\u{2028}二"]),
        ("[链接](http://a '题')后", ["链接后"]),
        ("> 引\n> 用", ["引用"]),
    ])
    func markdown(_ text: String, _ expected: [String]) throws {
        let document = try MarkdownReader().read(Array(text.utf8), path: "a.md", options: ReadingOptions())
        #expect(PositionProof.texts(document) == expected)
        for block in document.blocks {
            #expect(document.sourceRanges(of: block.range).allSatisfy { $0.upperBound <= text.utf8.count })
        }
    }

    @Test func frontMatterNamesTheKind() throws {
        let document = try MarkdownReader().read(Array("---\nkind: script\n---\n文".utf8), path: "a.md", options: ReadingOptions())
        #expect(document.declaredKind == .script)
        #expect(PositionProof.texts(document) == ["文"])
        #expect(PositionProof.pieces(document, block: 0) == ["文"])
    }
}
