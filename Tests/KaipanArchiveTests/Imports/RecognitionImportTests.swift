import KaipanArchive
import KaipanText
import Testing

@Suite struct RecognitionImportTests {
    @Test func `Tencent gives sentences, words from the sentence's start, speakers as channels and overlaps`() throws {
        let result = try ConversationFixture.read("tencent.json") { $0.roles.channels = [0: .seller, 1: .customer] }
        result.expectSound(in: try ConversationFixture.bytes("tencent.json"))
        #expect(result.format == .tencent)
        let conversation = try #require(result.conversations.first)
        #expect(conversation.key == "tencent.json")
        #expect(conversation.utterances.map(\.start) == [440, 3900, nil, 9000])
        #expect(conversation.utterances.map(\.end) == [4180, 8050, nil, 15_200])
        #expect(conversation.utterances[0].words.map(\.start) == [440, 1080, 1640, 3040])
        #expect(conversation.utterances[0].words.last?.end == 4180)
        #expect(conversation.participants.map(\.channel) == [0, 1])
        #expect(conversation.participants.map(\.role) == [.seller, .customer])
        #expect(conversation.participants.map(\.basis) == [.channel, .channel])
        #expect(conversation.utterances.map(\.confidence.doubts) == [[.overlap], [.overlap], [], []])
        #expect(result.gaps.map(\.kind) == [.unparsed])
        #expect(conversation.utterances[0].place.path == "$.Response.Data.ResultDetail[0]")
    }

    @Test(arguments: ["alibaba.json", "alibaba-message.json"])
    func `Alibaba reads in both spellings, with channels`(name: String) throws {
        let result = try ConversationFixture.read(name) { $0.roles.channels = [0: .seller, 1: .customer] }
        result.expectSound(in: try ConversationFixture.bytes(name))
        #expect(result.format == .alibaba)
        let conversation = try #require(result.conversations.first)
        if name == "alibaba.json" {
            #expect(conversation.utterances.map(\.text) == ["定金可以退吗？", "按认购书第五条，您在合同约定的期限内可以来协商。"])
            #expect(conversation.utterances.map(\.start) == [340, 2800])
            #expect(conversation.utterances.map { $0.words.map(\.text) } == [["定金", "可以", "退吗"], ["按", "认购书"]])
            #expect(conversation.utterances.map(conversation.role) == [.customer, .seller])
        } else {
            #expect(conversation.utterances.map(\.start) == [120, 2600])
            #expect(conversation.utterances.map(\.end) == [2210, 3900])
            #expect(conversation.utterances.map(conversation.role) == [.seller, .customer])
        }
    }

    @Test func `Alibaba's sentences by channel read in their channels`() throws {
        let result = try ConversationFixture.read(text: """
            {"transcripts":[{"channel_id":0,"text":"…","sentences":[{"begin_time":0,"end_time":900,"text":"您好。","sentence_id":1}]},
             {"channel_id":1,"text":"…","sentences":[{"begin_time":950,"end_time":1500,"text":"你好。","sentence_id":1}]}]}
            """)
        #expect(result.format == .alibaba)
        #expect(result.conversations[0].participants.map(\.channel) == [0, 1])
        #expect(result.gaps.isEmpty)
    }

    @Test func `Volcengine gives speakers, channels, words with and without times and what is not final`() throws {
        let result = try ConversationFixture.read("volcengine.json")
        result.expectSound(in: try ConversationFixture.bytes("volcengine.json"))
        #expect(result.format == .volcengine)
        let conversation = try #require(result.conversations.first)
        #expect(conversation.participants.map(\.label) == ["2", "1"])
        #expect(conversation.participants.map(\.channel) == [1, 0])
        #expect(conversation.utterances[0].words == [ImportedWord(text: "这套", start: 150, end: 420),
            ImportedWord(text: "朝南吗", start: nil, end: nil)])
        #expect(conversation.utterances.map(\.confidence.doubts) == [[], [.notFinal]])
    }

    @Test func `Huawei's roles are sides, and a segment that failed is kept`() throws {
        let result = try ConversationFixture.read("huawei.json")
        result.expectSound(in: try ConversationFixture.bytes("huawei.json"))
        #expect(result.format == .huawei)
        let conversation = try #require(result.conversations.first)
        #expect(conversation.participants.map(\.role) == [.seller, .customer])
        #expect(conversation.participants.map(\.basis) == [.label, .label])
        #expect(conversation.utterances.map(\.kind) == [.speech, .speech, .other])
        #expect(conversation.utterances[2].raw?.contains("6400") == true)
        #expect(result.gaps.map(\.kind) == [.unparsed])
    }

    @Test func `a meeting's transcript joins words and says that more follows`() throws {
        let result = try ConversationFixture.read("wecom-meeting.json") { $0.roles.users = ["chen_*": .seller, "wm*": .customer] }
        result.expectSound(in: try ConversationFixture.bytes("wecom-meeting.json"))
        #expect(result.format == .wecomMeeting)
        let conversation = try #require(result.conversations.first)
        #expect(conversation.medium == .meeting)
        #expect(conversation.utterances.map(\.text) == ["我们先看合同第七条。", "有问题随时打断我。", "违约金怎么算？"])
        #expect(conversation.utterances.map(conversation.role) == [.seller, .seller, .customer])
        #expect(conversation.utterances[2].place.path == "$.transcripts.paragraphs[1].sentences[0]")
        #expect(result.gaps.map(\.kind) == [.truncated])
    }

    @Test func `Whisper's seconds are rounded on their digits, and its own measures make doubts`() throws {
        let result = try ConversationFixture.read("whisper.json") { $0.start = Timestamp("2026-11-05T01:00:00.000Z") }
        result.expectSound(in: try ConversationFixture.bytes("whisper.json"))
        #expect(result.format == .whisper)
        let conversation = try #require(result.conversations.first)
        #expect(conversation.language == "zh")
        #expect(conversation.utterances.map(\.start) == [0, 2341, 4900])
        #expect(conversation.utterances.map(\.end) == [2340, 4900, 34_900])
        #expect(conversation.utterances[0].words.map(\.end) == [581, 1001])
        #expect(conversation.utterances[0].words[0].probability == 0.97)
        #expect(conversation.utterances.map(\.confidence.doubts) == [[], [.lowProbability], [.noSpeech, .repetitive]])
        #expect(conversation.utterances[2].confidence.noSpeechProbability == 0.83)
        #expect(conversation.time(of: conversation.utterances[1]) == Timestamp("2026-11-05T01:00:02.341Z"))
        let lax = try ConversationFixture.read("whisper.json") {
            $0.doubt.logProbability = -2
            $0.doubt.noSpeech = 0.9
            $0.doubt.compressionRatio = 4
        }
        #expect(lax.conversations[0].utterances.allSatisfy { !$0.confidence.isDoubtful })
    }

    @Test func `whisper.cpp's offsets are milliseconds already`() throws {
        let result = try ConversationFixture.read(text: """
            {"result":{"language":"zh"},"transcription":[{"timestamps":{"from":"00:00:00,000","to":"00:00:01,500"},"offsets":{"from":0,"to":1500},"text":"您好"}]}
            """)
        #expect(result.format == .whisper)
        #expect(result.conversations[0].utterances.map(\.end) == [1500])
        #expect(result.conversations[0].language == "zh")
    }

    @Test func `silences longer than the caller's limit are gaps`() throws {
        let result = try ConversationFixture.read("tencent.json") { $0.longestSilence = 900 }
        let silence = try #require(result.gaps.first { $0.kind == .silence })
        #expect(silence.offsets == .init(before: 8050, behind: 9000))
        #expect(try ConversationFixture.read("tencent.json") { $0.longestSilence = 950 }.gaps.allSatisfy { $0.kind != .silence })
    }

    @Test func `channels listed one after the other are no clock jump, a channel that runs back is`() throws {
        func sentences(_ times: [(channel: Int, begin: Int)]) throws -> [ImportedGap.Kind] {
            let list = times.map { #"{"BeginTime":\#($0.begin),"EndTime":\#($0.begin + 100),"ChannelId":\#($0.channel),"Text":"嗯"}"# }
            return try ConversationFixture.read(text: #"{"Sentences":[\#(list.joined(separator: ","))]}"#).gaps.map(\.kind)
        }
        #expect(try sentences([(0, 0), (0, 60_000), (1, 1000), (1, 70_000)]) == [])
        #expect(try sentences([(0, 60_000), (1, 70_000), (0, 1000)]) == [.clockJump])
    }
}
