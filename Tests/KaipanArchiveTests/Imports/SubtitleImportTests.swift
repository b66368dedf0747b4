import KaipanArchive
import KaipanText
import Testing

@Suite struct SubtitleImportTests {
    @Test func `WebVTT gives voices, lines, references and words, and leaves notes and styles out`() throws {
        let bytes = try ConversationFixture.bytes("call.vtt")
        let result = try ConversationFixture.read("call.vtt") { $0.roles.labels = ["客户*": .customer] }
        result.expectSound(in: bytes)
        #expect(result.format == .webVTT)
        let conversation = try #require(result.conversations.first)
        #expect(conversation.participants.map(\.label) == ["置业顾问陈岚", "客户甲"])
        #expect(conversation.participants.map(\.role) == [.seller, .customer])
        #expect(
            conversation.utterances.map(\.text) == [
                "您好，澜汀雅筑 营销中心。", "首付<三成>可以吗？\n我是第一套房。", "具体以银行审批为准，", "嗯。", "我把资料发您。",
            ])
        #expect(conversation.utterances.map(\.speaker) == [0, 1, 0, 1, 0])
        #expect(conversation.utterances.map(\.start) == [400, 3400, 6900, 6900, 3_723_004])
        #expect(conversation.utterances[4].words == [
            ImportedWord(text: "我把", start: 3_723_004, end: 3_724_000), ImportedWord(text: "资料发您。", start: 3_724_000, end: 3_725_000),
        ])
        // The customer's second line begins before the first has ended.
        #expect(conversation.utterances[1].confidence.doubts == [.overlap])
        #expect(bytes.text(conversation.utterances[1].place.bytes).hasPrefix("客户的问题\n00:03.400"))
        #expect(result.gaps.isEmpty)
        #expect(result.warnings.isEmpty)
    }

    @Test func `SRT names speakers by the name before the colon, also within a cue`() throws {
        let bytes = try ConversationFixture.bytes("call.srt")
        let result = try ConversationFixture.read("call.srt")
        result.expectSound(in: bytes)
        #expect(result.format == .srt)
        let conversation = try #require(result.conversations.first)
        #expect(conversation.participants.map(\.label) == ["置业顾问", "客户"])
        #expect(conversation.utterances.map(\.text) == ["您好，澜汀雅筑营销中心。", "我想问交房时间。\n合同上写的是哪天？", "合同约定二〇二八年六月三十日前。", "好的。"])
        #expect(conversation.utterances.map(conversation.role) == [.seller, .customer, .seller, .customer])
        #expect(conversation.utterances.map(\.place.line) == [1, 5, 10, 10])
    }

    @Test func `SRT without names has one speaker, whose role the mapping gives`() throws {
        let text = "1\n00:00:01,000 --> 00:00:02,000\n这里是样板间\n\n2\n00:00:02,500 --> 00:00:03,000\n层高两米九\n"
        let plain = try ConversationFixture.read(text: text)
        #expect(plain.conversations[0].participants.map(\.role) == [.unknown])
        #expect(plain.warnings.count == 1)
        let mapped = try ConversationFixture.read(text: text) { $0.roles.fallback = .seller }
        #expect(mapped.conversations[0].participants.map(\.role) == [.seller])
        #expect(mapped.conversations[0].participants.map(\.basis) == [.fallback])
        #expect(mapped.warnings.isEmpty)
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func `all line ends are read`(end: String) throws {
        for name in ["call.vtt", "call.srt"] {
            let text = String(decoding: try ConversationFixture.bytes(name), as: UTF8.self)
            let result = try ConversationFixture.read(text: text.split(separator: "\n",
                omittingEmptySubsequences: false).joined(separator: end))
            #expect(result.conversations[0].utterances.map(\.text) == (try ConversationFixture.read(name).conversations[0].utterances.map(\.text)))
        }
    }

    @Test(arguments: [
        "WEBVTT\n\n00:00:01,000 --> 00:00:02,5\n您好", "WEBVTT\n\n0:01 --> 0:02.500\n您好", "1\n00:00:01.000 --> 00:00:02.500\n您好",
    ])
    func `times in a spelling of another format are read with a warning`(text: String) throws {
        let result = try ConversationFixture.read(text: text)
        #expect(result.conversations[0].utterances.map(\.start) == [1000])
        #expect(result.conversations[0].utterances.map(\.end) == [2500])
        #expect(result.warnings.contains { $0.message.en.contains("not spelled") })
    }

    @Test(arguments: [
        "WEBVTT\n\n00:00:61.000 --> 00:01:02.000\n您好\n\n00:01:03.000 --> 00:01:04.000\n在吗",
        "WEBVTT\n\n您好\n\n00:01:03.000 --> 00:01:04.000\n在吗",
        "WEBVTT\n\nabc --> 00:01:02.000\n您好\n\n00:01:03.000 --> 00:01:04.000\n在吗",
    ])
    func `a WebVTT block without usable times is kept raw with a gap`(text: String) throws {
        let result = try ConversationFixture.read(text: text)
        let utterances = result.conversations[0].utterances
        #expect(utterances.map(\.kind) == [.other, .speech])
        #expect(utterances[0].raw?.hasSuffix("您好") == true)
        #expect(result.gaps.map(\.kind) == [.unparsed])
    }

    @Test func `empty lines and numbers within an SRT cue stay its words`() throws {
        let result = try ConversationFixture.read(text: "1\n00:00:01,000 --> 00:00:02,000\n单价\n21480\n\n总价面议\n\n2\n00:00:03,000 --> 00:00:04,000\n好\n")
        #expect(result.conversations[0].utterances.map(\.text) == ["单价\n21480\n\n总价面议", "好"])
    }

    @Test func `a cue that ends before it starts keeps its start`() throws {
        let result = try ConversationFixture.read(text: "WEBVTT\n\n00:00:05.000 --> 00:00:02.000\n<v 客户>您好")
        #expect(result.conversations[0].utterances.map(\.start) == [5000])
        #expect(result.conversations[0].utterances.map(\.end) == [nil])
        #expect(result.warnings.count == 1)
    }

    @Test func `cues that run back are a clock jump`() throws {
        let result = try ConversationFixture.read(text: "WEBVTT\n\n00:01:00.000 --> 00:01:02.000\n<v 客户>您好\n\n00:00:10.000 --> 00:00:12.000\n<v 客户>在吗")
        #expect(result.gaps.map(\.kind) == [.clockJump])
        #expect(result.gaps[0].offsets == .init(before: 60_000, behind: 10_000))
    }
}
