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
