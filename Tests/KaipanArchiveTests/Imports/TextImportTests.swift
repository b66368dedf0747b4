import KaipanArchive
import KaipanDocuments
import KaipanText
import Testing

@Suite struct TextImportTests {
    @Test func `lines with times in brackets give speakers, offsets and continued words`() throws {
        let bytes = try ConversationFixture.bytes("call.txt")
        let result = try ConversationFixture.read("call.txt") { $0.roles.labels = ["客服*": .seller, "严女士": .customer] }
        result.expectSound(in: bytes)
        #expect(result.format == .plainText)
        let conversation = try #require(result.conversations.first)
        #expect(conversation.participants.map(\.label) == ["客服小宋", "严女士"])
        #expect(conversation.utterances.map(\.kind) == [.system, .speech, .speech, .speech, .speech])
        #expect(conversation.utterances[1].text == "您好，这里是澜汀雅筑客服，\n请问有什么可以帮您？")
        // A name that stands there once, without a time, is no speaker.
        #expect(conversation.utterances[3].text == "备注：以补充协议为准。\n附件：补充协议第三条")
        #expect(conversation.utterances.map(\.start) == [nil, 3000, 12_000, 31_000, 45_000])
        #expect(bytes.text(conversation.utterances[1].place.bytes) == "[00:03] 客服小宋：您好，这里是澜汀雅筑客服，\n请问有什么可以帮您？")
        #expect(conversation.utterances.map(\.place.line) == [1, 2, 4, 5, 7])
        #expect(result.warnings.count == 1)
    }

    @Test func `names before and behind a full time head the lines below, over midnight`() throws {
        let result = try ConversationFixture.read("wechat.txt") { $0.roles.labels = ["汤先生": .customer] }
        result.expectSound(in: try ConversationFixture.bytes("wechat.txt"))
        let conversation = try #require(result.conversations.first)
        #expect(conversation.participants.map(\.label) == ["置业顾问小周", "汤先生"])
        #expect(conversation.participants.map(\.role) == [.seller, .customer])
        #expect(conversation.utterances.map(\.text) == ["明天上午十点，营销中心见。", "好的：地铁站出来怎么走？", "3号口出来，步行约350米。\n到了给我打电话。"])
        #expect(conversation.start == Timestamp("2026-11-06T15:58:40.000Z"))
        #expect(conversation.utterances.map(\.start) == [0, 50_000, 90_000])
        #expect(result.gaps.isEmpty)
    }

    @Test(arguments: [
        "甲：在吗\n乙：在", "甲: 在吗\r\n乙: 在\r\n", "甲 ：在吗\n乙：　在", "[00:01] 甲：在吗\n[00:02] 乙：在", "【00:01】甲：在吗\n（00:02）乙：在",
        "00:01 甲：在吗\n00:02 乙：在", "2026-03-01 10:00:05 甲\n在吗\n2026/3/1 10:00:09 乙\n在", "甲 2026年3月1日 10:00\n在吗\n乙 2026年3月1日 10:01\n在",
        "甲 00:01\n在吗\n乙 00:02\n在\n甲 00:03\n\n乙 00:04\n", "甲（10:02）：在吗\n乙（10:03）：在", "甲 下午3:05\n在吗\n乙 下午3:06\n在\n甲 下午3:07\n乙 下午3:08",
        "[00:01 - 00:02] 甲：在吗\n[00:02 --> 00:03] 乙：在", "[2026-03-01 10:00:05] 甲：在吗\n[2026-03-01 10:00:06] 乙：在",
    ])
    func `usual forms of a conversation are read`(text: String) throws {
        let result = try ConversationFixture.read(text: text)
        #expect(result.format == .plainText)
        let conversation = result.conversations[0]
        #expect(conversation.participants.map(\.label) == ["甲", "乙"])
        #expect(conversation.utterances.prefix(2).map(\.text) == ["在吗", "在"])
        #expect(conversation.utterances.prefix(2).map(\.speaker) == [0, 1])
    }

    @Test func `times of day without a day count from the first, or belong to the day of the start`() throws {
        let text = "[10:02] 客户：在吗\n[10:05] 顾问：在"
        let plain = try ConversationFixture.read(text: text)
        #expect(plain.conversations[0].start == nil)
        #expect(plain.warnings.count == 1)
        let dated = try ConversationFixture.read(text: text) { $0.start = Timestamp("2026-11-06T01:00:00.000Z") }
        #expect(dated.conversations[0].utterances.map(\.time) == [Timestamp("2026-11-06T02:02:00.000Z"),
            Timestamp("2026-11-06T02:05:00.000Z")])
        #expect(dated.conversations[0].start == Timestamp("2026-11-06T02:02:00.000Z"))
        let recorded = try ConversationFixture.read(text: text) { $0.times = .recording }
        #expect(recorded.conversations[0].utterances.map(\.start) == [602_000, 605_000])
        #expect(recorded.warnings.isEmpty)
        let overMidnight = try ConversationFixture.read(text: "2026-11-06\n[23:59] 客户：在吗\n[00:01] 顾问：在")
        #expect(overMidnight.conversations[0].utterances.map(\.start) == [0, 120_000])
    }

    @Test(arguments: [TextEncoding.utf8, .gb18030, .utf16LittleEndian, .utf16BigEndian])
    func `text in other encodings reads the same, with its own places`(encoding: TextEncoding) throws {
        let text = "客户：这里离变电站有多远？\n置业顾问：直线距离240米，现场有公示。\n客户：好的，谢谢。\n"
        let bytes = try #require(Source.encoded(Array(text.utf8), as: encoding))
        let result = try ConversationFixture.read(bytes, name: "x") { $0.encoding = encoding }
        result.expectSound(in: bytes)
        #expect(result.conversations[0].utterances.map(\.text) == ["这里离变电站有多远？", "直线距离240米，现场有公示。", "好的，谢谢。"])
        for utterance in result.conversations[0].utterances {
            let line = Source(path: "", bytes: Array(bytes[utterance.place.bytes]), declared: encoding).text
            #expect(String(decoding: line, as: UTF8.self).hasSuffix(utterance.text))
        }
    }

    @Test func `GB18030 is found without being named, and damaged bytes make their words doubtful`() throws {
        let text = "客户：这里离变电站有多远？我想要书面的说明。\n置业顾问：直线距离240米，现场有公示，我拍给您看。\n"
        var bytes = try #require(Source.encoded(Array(text.utf8), as: .gb18030))
        #expect(try ConversationFixture.read(bytes, name: "x").conversations[0].utterances.count == 2)
        bytes.insert(0xFF, at: bytes.count - 3)
        let damaged = try ConversationFixture.read(bytes, name: "x") { $0.encoding = .gb18030 }
        #expect(damaged.conversations[0].utterances.map(\.confidence.doubts) == [[], [.undecodable]])
        #expect(damaged.warnings.first?.place?.bytes.lowerBound == bytes.count - 4)
    }

    @Test func `a text without speakers is refused with what was tried`() throws {
        let error = try #require(ConversationFixture.error("澜汀雅筑位于宁川市，是一个住宅项目。\n本页没有对话。"))
        guard case .unknownFormat(let tried, let excerpt) = error else { throw error }
        #expect(tried.contains(.plainText) && tried.contains(.csv) && !tried.contains(.wecom))
        #expect(excerpt.hasPrefix("澜汀雅筑"))
        #expect(error.message.zh.contains("已尝试"))
    }
}
