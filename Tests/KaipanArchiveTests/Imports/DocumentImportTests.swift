import KaipanArchive
import KaipanDocuments
import KaipanText
import Testing

@Suite struct DocumentImportTests {
    @Test func `an XML export reads by its mapping, with places in the markup`() throws {
        let bytes = try ConversationFixture.bytes("chat.xml")
        let result = try ConversationFixture.read("chat.xml") {
            var mapping = XMLMapping()
            mapping.blocks = ["//message/text"]
            mapping.titles = ["/chat/@subject"]
            mapping.speakers = ["//message/@from"]
            mapping.times = ["//message/@time"]
            mapping.skip = ["//receipt"]
            mapping.inline = ["//em"]
            mapping.roles = ["置业顾问": .seller, "客户": .customer]
            $0.mapping = mapping
        }
        result.expectSound(in: bytes)
        #expect(result.format == .xml)
        let conversation = try #require(result.conversations.first)
        #expect(conversation.title == "澜汀雅筑 0601 签约前确认")
        #expect(conversation.medium == .chat)
        #expect(conversation.utterances.map(\.text) == ["您好，合同样本您看过了吗？", "看过。第七条不明白。", "我逐句读给您听。"])
        #expect(conversation.utterances.map(conversation.role) == [.seller, .customer, .seller])
        #expect(conversation.start == Timestamp("2026-11-03T06:00:03.000Z"))
        #expect(conversation.utterances.map(\.start) == [0, 97_000, 192_000])
        #expect(conversation.utterances[1].place.path == "/chat/message[2]/text")
        #expect(bytes.text(conversation.utterances[1].place.bytes) == "看过。第<em>七</em>条不明白。")
        #expect(conversation.utterances[1].place.line == 4)
    }

    @Test func `an XML export without a mapping reads by well-known names and tells what it left out`() throws {
        let result = try ConversationFixture.read("chat.xml")
        #expect(result.conversations[0].participants.map(\.role) == [.seller, .customer])
        #expect(result.conversations[0].utterances.first?.text == "您好，合同样本您看过了吗？")
        #expect(!result.warnings.isEmpty)
    }

    @Test func `an HTML page that names speakers and times in its text reads as lines, with places in the page`() throws {
        let bytes = try ConversationFixture.bytes("chat.html")
        let result = try ConversationFixture.read("chat.html")
        result.expectSound(in: bytes)
        #expect(result.format == .html)
        let conversation = try #require(result.conversations.first)
        #expect(conversation.participants.map(\.label) == ["置业顾问小许", "客户乙"])
        #expect(conversation.utterances.map(conversation.role) == [.seller, .customer, .seller])
        #expect(conversation.utterances.map(\.text) == ["今天签约前再确认一遍：总价1,925,037.60元。", "对。车位不强制买吧？\n我只要住房。", "不强制，车位单独签。"])
        #expect(conversation.utterances[1].time == Timestamp("2026-11-03T06:01:40.000Z"))
        #expect(conversation.utterances[1].place.path == "/html/body/div[2]/p")
        #expect(bytes.text(conversation.utterances[1].place.bytes).hasSuffix("我只要住房。"))
    }

    @Test func `a well-formed page reads by a mapping as XML does`() throws {
        let text = """
            <!DOCTYPE html>
            <html><head><title>聊天</title></head><body>
            <div data-from="置业顾问" data-time="2026-11-03 14:00:03"><p>您好。</p></div>
            <div data-from="客户" data-time="2026-11-03 14:00:09"><p>层高多少？</p></div>
            </body></html>
            """
        let result = try ConversationFixture.read(text: text) {
            var mapping = XMLMapping()
            mapping.blocks = ["//p"]
            mapping.speakers = ["//div/@data-from"]
            mapping.times = ["//div/@data-time"]
            $0.mapping = mapping
        }
        #expect(result.format == .html)
        #expect(result.conversations[0].utterances.map(\.text) == ["您好。", "层高多少？"])
        #expect(result.conversations[0].utterances.map(\.start) == [0, 6000])
        #expect(result.conversations[0].participants.map(\.role) == [.seller, .customer])
    }

    @Test func `a page without speakers is refused`() throws {
        let error = try #require(ConversationFixture.error("<html><body><p>澜汀雅筑开放参观。</p></body></html>"))
        guard case .notThisFormat(.html, _, _, _) = error else { throw error }
    }

    @Test func `broken XML is refused with its place`() throws {
        let error = try #require(ConversationFixture.error("<?xml version=\"1.0\"?>\n<chat><message from=\"客户\">您好</chat>"))
        guard case .document(let reading) = error else { throw error }
        #expect(reading.position?.line == 2)
    }
}
