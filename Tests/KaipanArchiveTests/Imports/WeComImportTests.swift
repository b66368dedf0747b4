import KaipanArchive
import KaipanText
import Testing

@Suite struct WeComImportTests {
    private let customer = "wmLtTaiAAAf3nKq7Zr0VbX2sHdQwEy8g"
    private let broker = "woLtTaiAAAx9Pj4cM1uRz6oTk5LeNa0A"

    @Test func `messages of a user pair and of a room are two conversations with their participants and sides`() throws {
        let result = try ConversationFixture.read("wecom.json")
        result.expectSound(in: try ConversationFixture.bytes("wecom.json"))
        #expect(result.format == .wecom)
        #expect(result.conversations.map(\.key) == ["chen_lan \(customer)", "wrLtTaiAAA_yezhu_wenxun_qun"])
        #expect(result.conversations.allSatisfy { $0.medium == .chat })
        let pair = result.conversations[0]
        #expect(pair.start == Timestamp("2026-11-04T02:00:00.000Z"))
        #expect(pair.participants.map(\.label) == [customer, "chen_lan"])
        #expect(pair.participants.map(\.role) == [.customer, .seller])
        #expect(pair.participants.map(\.basis) == [.membership, .membership])
        #expect(pair.participants.map(\.isExternal) == [true, false])
        let room = result.conversations[1]
        #expect(room.participants.count == 5)
        // Machines are neither outside nor inside.
        #expect(room.participants.first { $0.label.hasPrefix("wb") }?.role == .unknown)
    }

    @Test func `every message type has its kind and its words`() throws {
        let pair = try ConversationFixture.read("wecom.json").conversations[0].utterances
        let expected: [(UtteranceKind, String)] = [
            (.system, ""), (.text, "您好，我是澜汀雅筑的置业顾问陈岚，上午看的是2号楼0601室，资料我整理好发您。"),
            (.text, "好的。你上午说的地铁，到底什么时候通？"), (.text, "明年肯定通车，到时候房价还要涨。"), (.system, ""),
            (.text, "更正一下：3号线望溪站在规划中，通车时间以政府公布为准，我们不作承诺。"), (.image, ""), (.file, "2号楼0601户型图.pdf"),
            (.voice, ""), (.video, ""), (.location, "澜汀雅筑营销中心\n宁川市澜汀路8号"), (.card, "宁川市澜汀置业有限公司\nzhou_qi"),
            (.link, "澜汀雅筑价格公示\n一房一价\nhttps://lanting.test/price"), (.app, "在线选房\n2号楼\n澜汀选房"), (.sticker, ""),
            (.forwarded, "陈岚与周琪的聊天记录\n0601还在吗？"), (.mixed, "这个位置看得到高架吗？"),
            (.text, "**距离**：高架路 160 米，变电站 240 米，现场已公示。"), (.link, "不利因素公示\n2号楼周边\nhttps://lanting.test/notice"),
            (.document, "认购须知\nhttps://lanting.test/doc/1"), (.task, "签约前说明\n营销中心二楼\n带身份证"), (.call, "合同条款说明\n线上"),
            (.payment, "新居大吉"), (.video, "澜汀雅筑\n实景样板间"), (.call, ""), (.call, ""), (.sharedDocument, "前期物业服务合同.pdf"), (.other, ""),
        ]
        #expect(pair.map(\.kind) == expected.map(\.0))
        #expect(pair.map(\.text) == expected.map(\.1))
        let room = try ConversationFixture.read("wecom.json").conversations[1].utterances
        #expect(room.map(\.kind) == [.text, .text, .task, .task, .task, .text, .system])
        #expect(room[2].text == "哪天办交底会\n周六\n周日")
        #expect(room[3].text == "准备交底材料\n含不利因素清单")
        #expect(room[4].text == "到场登记\n到场人数")
    }

    @Test func `a recall marks the earlier message, keeps its words and leaves a gap`() throws {
        let result = try ConversationFixture.read("wecom.json")
        let pair = result.conversations[0]
        #expect(pair.utterances.indices.filter { pair.utterances[$0].isRecalled } == [3])
        let gaps = result.gaps.filter { $0.kind == .recalledMessage }
        #expect(gaps.map(\.messageID) == [pair.utterances[3].messageID])
        #expect(gaps.first?.from == Timestamp("2026-11-04T02:01:35.000Z"))
    }

    @Test func `a recall of what another file holds leaves a gap that says so`() throws {
        let text = """
            {"msgid":"2","action":"recall","from":"chen_lan","tolist":["zhou_qi"],"roomid":"","msgtime":1793757600000,"msgtype":"revoke","revoke":{"pre_msgid":"1"}}
            """
        let result = try ConversationFixture.read(text: text)
        #expect(result.gaps.map(\.kind) == [.recalledMessage])
        #expect(result.gaps[0].messageID == "1")
        #expect(result.gaps[0].detail.en.contains("not in this file"))
    }

    @Test func `consent and refusal are known with who and when`() throws {
        let result = try ConversationFixture.read("wecom.json")
        let given = result.conversations[0].consents
        #expect(given.map(\.isGiven) == [true])
        #expect(given[0].time == Timestamp("2026-11-04T01:59:59.500Z"))
        #expect(result.conversations[0].participants[given[0].participant].label == customer)
        let refused = result.conversations[1].consents
        #expect(refused.map(\.isGiven) == [false])
        #expect(result.conversations[1].participants[refused[0].participant].label == broker)
    }

    @Test func `what a call showed is known with who, from when to when, and by the call's id`() throws {
        let pair = try ConversationFixture.read("wecom.json").conversations[0]
        #expect(pair.shown.map(\.kind) == [.presentedFile, .sharedScreen, .sharedFile])
        #expect(pair.shown.map(\.name) == ["买卖合同样本.docx", nil, "前期物业服务合同.pdf"])
        #expect(pair.shown[0].from == Timestamp("2026-11-04T02:10:40.000Z"))
        #expect(pair.shown[0].to == Timestamp("2026-11-04T02:13:40.000Z"))
        #expect(pair.shown.map { $0.by.map { pair.participants[$0].label } } == ["chen_lan", "chen_lan", "chen_lan"])
        #expect(pair.shown[0].callID == pair.shown[1].callID)
        #expect(pair.shown[2].callID == "grlt2751c98b19300571f8afb3b7451")
        let call = pair.utterances[pair.shown[0].utterance]
        #expect(call.start == 600_000)
        #expect(call.end == 900_000)
    }

    @Test func `files are named with id, size, sum and length, those inside of other messages too`() throws {
        let result = try ConversationFixture.read("wecom.json")
        #expect(result.media.map(\.kind) == [.image, .file, .voice, .video, .sticker, .image, .image, .recording, .document])
        #expect(result.media[0].md5 == "0b1a7c52d4e9f60382a1b7c4d5e6f708")
        #expect(result.media[1].name == "2号楼0601户型图.pdf")
        #expect(result.media[1].size == 921_600)
        #expect(result.media[2].duration == 10_000)
        #expect(result.media[2].size == 6810)
        #expect(result.media[4].size == 10_240)
        #expect(result.media.map(\.sourceID).filter(\.isEmpty).count == 1)
        #expect(result.gaps.filter { $0.kind == .failedMedia }.count == 1)
        for (index, media) in result.media.enumerated() {
            let conversation = try #require(result.conversations.first { $0.key == media.conversation })
            #expect(conversation.utterances[media.utterance].media.contains(index))
        }
    }

    @Test func `holes of the sequence, clock jumps, unknown types and absences are gaps`() throws {
        let result = try ConversationFixture.read("wecom.json")
        #expect(result.sequence == 4101...4139)
        #expect(result.gaps.filter { $0.kind == .sequenceHole }.map(\.sequence) == [4118...4120])
        let jump = try #require(result.gaps.first { $0.kind == .clockJump })
        #expect(jump.offsets == .init(before: 40_000, behind: 30_500))
        #expect(jump.from == Timestamp("2026-11-04T02:17:20.000Z"))
        #expect(jump.to == Timestamp("2026-11-04T02:17:10.500Z"))
        #expect(result.gaps.filter { $0.kind == .absence }.count == 1)
        #expect(result.gaps.filter { $0.kind == .unparsed }.count == 2)
        let places = result.gaps.map(\.place.bytes.lowerBound)
        #expect(places == places.sorted())
    }

    @Test func `a tolerance as wide as the jump hides it`() throws {
        let result = try ConversationFixture.read("wecom.json") { $0.clockTolerance = 9500 }
        #expect(!result.gaps.contains { $0.kind == .clockJump })
        #expect(try ConversationFixture.read("wecom.json") { $0.clockTolerance = 9499 }.gaps.contains { $0.kind == .clockJump })
    }

    @Test func `a message of unknown type is kept byte for byte`() throws {
        let bytes = try ConversationFixture.bytes("wecom.json")
        let other = try #require(try ConversationFixture.read("wecom.json").conversations[0].utterances.last)
        #expect(other.raw == bytes.text(other.place.bytes))
        #expect(other.raw?.hasSuffix(#""hologram": {"content": "？", "scale": 1.5}}"#) == true)
        #expect(other.place.path == "$.chatdata[27]")
        #expect(other.place.line == 29)
    }

    @Test func `envelopes one a line give the decrypted message, and a gap for one that was not decrypted`() throws {
        let bytes = try ConversationFixture.bytes("wecom.jsonl")
        let result = try ConversationFixture.read("wecom.jsonl")
        result.expectSound(in: bytes)
        #expect(result.sequence == 4200...4203)
        #expect(result.conversations.map(\.utterances.count) == [3])
        #expect(result.conversations[0].utterances.map(\.text)[1] == "方便，我带家里老人一起来。")
        #expect(result.conversations[0].utterances.map(\.place.line) == [1, 2, 3])
        #expect(result.conversations[0].utterances.map(\.sequence) == [4200, 4201, 4202])
        #expect(bytes.text(result.conversations[0].utterances[2].place.bytes).hasPrefix(#"{"seq": 4202"#))
        #expect(result.gaps.map(\.kind) == [.undecrypted])
        #expect(result.gaps[0].sequence == 4203...4203)
    }

    @Test func `an array of messages reads as the envelope does`() throws {
        let text = String(decoding: try ConversationFixture.bytes("wecom.json"), as: UTF8.self)
        let start = try #require(text.firstIndex(of: "["))
        let end = try #require(text.lastIndex(of: "]"))
        let array = try ConversationFixture.read(text: String(text[start...end]))
        let envelope = try ConversationFixture.read("wecom.json")
        #expect(array.conversations.map { $0.utterances.map(\.text) } == envelope.conversations.map { $0.utterances.map(\.text) })
        #expect(array.gaps.map(\.kind) == envelope.gaps.map(\.kind))
    }

    @Test func `a file of encrypted messages alone is refused with what to do`() throws {
        let error = try #require(ConversationFixture.error(#"{"errcode":0,"chatdata":[{"seq":1,"msgid":"a","encrypt_chat_msg":"eA=="}]}"#))
        guard case .encrypted(count: 1) = error else { throw error }
        #expect(error.message.en.contains("DecryptData"))
    }

    @Test func `numbers beyond the exact range of a Double stay exact`() throws {
        let result = try ConversationFixture.read(text: """
            {"seq":9007199254740993,"msgid":"9007199254740995","action":"send","from":"a","tolist":["b"],"msgtime":1793757600001,"msgtype":"text","text":{"content":"在吗？"}}
            """)
        #expect(result.sequence == 9_007_199_254_740_993...9_007_199_254_740_993)
        #expect(result.conversations[0].utterances[0].time?.milliseconds == 1_793_757_600_001)
    }

    @Test func `a message that occurs again is counted once, and the reader is told`() throws {
        let message = #"{"msgid":"7","action":"send","from":"a","tolist":["b"],"msgtime":1793757600001,"msgtype":"text","text":{"content":"在吗？"}}"#
        let result = try ConversationFixture.read(text: "[\(message),\(message)]")
        #expect(result.utteranceCount == 1)
        #expect(result.warnings.count == 1)
    }

    @Test func `in an outside chat without a contact's id nobody is taken for the seller`() throws {
        let result = try ConversationFixture.read(text: """
            {"msgid":"7_external","action":"send","from":"13000000000","tolist":["chen"],"msgtime":1793757600001,"msgtype":"text","text":{"content":"在吗？"}}
            """)
        #expect(result.conversations[0].participants.map(\.role) == [.unknown, .unknown])
        #expect(result.warnings.count == 1)
        let mapped = try ConversationFixture.read(text: """
            {"msgid":"7_external","action":"send","from":"13000000000","tolist":["chen"],"msgtime":1793757600001,"msgtype":"text","text":{"content":"在吗？"}}
            """) { $0.roles.users = ["chen": .seller, "13*": .customer] }
        #expect(mapped.conversations[0].participants.map(\.role) == [.customer, .seller])
    }
}
