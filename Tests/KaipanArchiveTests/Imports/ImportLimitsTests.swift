import KaipanArchive
import KaipanDocuments
import KaipanText
import Testing

@Suite struct ImportLimitsTests {
    @Test(arguments: [
        ("wecom.json", ImportFormat.wecom), ("wecom.jsonl", .wecom), ("tencent.json", .tencent), ("alibaba.json", .alibaba),
        ("alibaba-message.json", .alibaba), ("volcengine.json", .volcengine), ("huawei.json", .huawei),
        ("wecom-meeting.json", .wecomMeeting),
        ("whisper.json", .whisper), ("call.vtt", .webVTT), ("call.srt", .srt), ("visit.csv", .csv), ("call.txt", .plainText),
        ("wechat.txt", .plainText), ("chat.html", .html), ("chat.xml", .xml),
    ])
    func `content alone tells the format, and a forced one gives the same`(name: String, format: ImportFormat) throws {
        let bytes = try ConversationFixture.bytes(name)
        let detected = try ConversationFixture.read(bytes, name: "no-extension")
        #expect(detected.format == format)
        #expect(detected.utteranceCount > 0)
        #expect(try ConversationFixture.read(bytes, name: "no-extension") { $0.format = format } == detected)
    }

    @Test(arguments: ["", "  \n\u{FEFF}\n"])
    func `an empty file is refused`(text: String) throws {
        let error = try #require(ConversationFixture.error(text))
        switch error {
        case .empty, .unknownFormat: break
        default: throw error
        }
    }

    @Test(arguments: [#"{"errcode":0,"chatdata":[]}"#, #"{"ResultDetail":[]}"#, "WEBVTT\n", "说话人,内容\n"])
    func `a file of a known format without utterances is read and says so`(text: String) throws {
        let result = try ConversationFixture.read(text: text)
        #expect(result.utteranceCount == 0)
        #expect(result.warnings.map(\.message.en) == ["the file holds no utterance"])
    }

    @Test(arguments: [
        #"{"ResultDetail":[{"FinalSentence":"您好","StartMs":1,"#, #"{"ResultDetail":[{]}"#, #"{"a":1,"a":2}"#, #"{"ResultDetail":[1,2}"#,
        "{\"text\":\"\u{01}\"}",
        #"{"a":1} x"#, #"[{"msgid":"1"} {"msgid":"2"}]"#,
    ])
    func `broken JSON is refused with its place`(text: String) throws {
        let error = try #require(ConversationFixture.error(text))
        guard case .malformed(_, let position, _, let expected, _) = error else { throw error }
        #expect(position.line == 1)
        #expect(!expected.zh.isEmpty && !expected.en.isEmpty)
        #expect(error.message.zh.contains("第 1 行"))
    }

    @Test func `a name that occurs twice in an object is refused with its path`() throws {
        let error = try #require(ConversationFixture.error(#"{"chatdata":[{"msgid":"1"},{"msgid":"2","msgid":"3"}]}"#))
        guard case .malformed(_, _, let path, let expected, _) = error else { throw error }
        #expect(path == "$.chatdata[1].msgid")
        #expect(expected.en.contains("msgid"))
    }

    @Test func `JSON of no known service is refused with what was tried`() throws {
        let error = try #require(ConversationFixture.error(#"{"hello":"world","segments":5}"#))
        guard case .unknownFormat(let tried, _) = error else { throw error }
        #expect(Set(tried) == [.wecom, .tencent, .alibaba, .volcengine, .huawei, .wecomMeeting, .whisper])
    }

    @Test(arguments: [ImportFormat.tencent, .alibaba, .volcengine, .huawei, .wecomMeeting, .whisper])
    func `a forced format says what it misses`(format: ImportFormat) throws {
        let error = try #require(ConversationFixture.error(#"{"hello":"world"}"#) { $0.format = format })
        guard case .malformed(format, _, _, let expected, _) = error else { throw error }
        #expect(!expected.en.isEmpty)
    }

    @Test func `sizes, nesting and numbers of utterances beyond the limits are refused`() throws {
        let small = try #require(ConversationFixture.error("甲：a\n乙：") { $0.sizeLimit = 13 })
        guard case .tooLarge(bytes: 14, limit: 13) = small else { throw small }
        let nested = String(repeating: "[", count: 300) + String(repeating: "]", count: 300)
        guard case .limitExceeded(.depth(256), _)? = ConversationFixture.error(nested) else {
            throw try #require(ConversationFixture.error(nested))
        }
        let lines = String(repeating: "甲：在吗\n乙：在\n", count: 5)
        #expect(try ConversationFixture.read(text: lines) { $0.utteranceLimit = 10 }.utteranceCount == 10)
        guard case .limitExceeded(.utterances(9), _)? = ConversationFixture.error(lines, { $0.utteranceLimit = 9 }) else {
            throw try #require(ConversationFixture.error(lines) { $0.utteranceLimit = 9 })
        }
        let markup = String(repeating: "<a>", count: 300) + String(repeating: "</a>", count: 300)
        guard case .document(.limitExceeded)? = ConversationFixture.error("<?xml version=\"1.0\"?>" + markup) else {
            throw try #require(ConversationFixture.error("<?xml version=\"1.0\"?>" + markup))
        }
    }

    @Test(arguments: [
        #"{"ResultDetail":[{"FinalSentence":"好","StartMs":9223372036854775807,"EndMs":1e400,"SpeakerId":1e9999,"Words":[{"Word":"好","OffsetStartMs":9223372036854775807,"OffsetEndMs":1}]}]}"#,
        #"{"seq":-9223372036854775808,"msgid":1,"action":"send","from":"a","tolist":["b"],"msgtime":-9223372036854775808,"msgtype":"text","text":{"content":"好"}}"#,
        #"[{"seq":0,"msgid":"1","action":"send","from":"a","msgtime":9223372036854775807,"msgtype":"meeting_voice_call","meeting_voice_call":{"endtime":-5,"demofiledata":[{}],"sharescreendata":[1]}},{"seq":9223372036854775807,"msgid":"2","msgtype":"text","from":"","text":7}]"#,
        #"{"segments":[{"start":1e300,"end":-1,"text":"好","avg_logprob":"x"},{"start":"0.0005","end":99999999999999999999,"text":"好"}]}"#,
        "WEBVTT\n\n999999:00:00.000 --> 999999:59:59.999\n<v><v ><<>></v>&&#xFFFFFFFF;&#;\n",
        "1\n999999:00:00,000 --> 0:00:00,0\n{\\an8}<b><i",
        "说话人,开始,内容\nA,99999999999999999999999.5,好\nB,-1,好",
        "说话人,开始(ms),结束(ms),内容\nA,9223372036854775807,9223372036854775807,好",
        "说话人,时间,开始(ms),结束(ms),内容\nA,2026-11-06 10:00,0,9223372036854775807,好",
        "甲：\n乙：\n甲：99:99\n", "[99:99:99] 甲：好\n[0:00] 乙：好",
    ])
    func `hostile values do no harm`(text: String) throws {
        let result = try ConversationFixture.read(text: text) {
            $0.start = Timestamp(milliseconds: Timestamp.range.upperBound)
            $0.longestSilence = 0
        }
        result.expectSound(in: Array(text.utf8))
        #expect(result.utteranceCount > 0)
    }
}
