import KaipanArchive
import KaipanDocuments
import KaipanTestSupport
import KaipanText
import Testing

@Suite struct ImportPropertyTests {
    private func cues(_ result: ConversationImport) -> [SubtitleWriter.Cue] {
        result.conversations.flatMap { conversation in
            conversation.utterances.map { utterance in
                SubtitleWriter.Cue(
                    start: utterance.start ?? -1, end: utterance.end ?? -1,
                    speaker: utterance.speaker.map { conversation.participants[$0].label } ?? "",
                    text: utterance.text)
            }
        }
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `what a WebVTT writer wrote is read back`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let written = SubtitleWriter.cues(Int.random(in: 1...60, using: &random), using: &random)
        let result = try ConversationFixture.read(text: SubtitleWriter.webVTT(written, using: &random))
        #expect(cues(result) == written)
        #expect(result.gaps.isEmpty && result.warnings.isEmpty)
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `what an SRT writer wrote is read back`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var written = SubtitleWriter.cues(Int.random(in: 1...60, using: &random), using: &random)
        for index in written.indices { written[index].speaker = "" }
        let result = try ConversationFixture.read(text: SubtitleWriter.srt(written))
        #expect(cues(result) == written)
        #expect(result.gaps.isEmpty)
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>, [TextEncoding.utf8, .gb18030])
    func `what a CSV writer wrote is read back, and every place holds its row`(seed: UInt64, encoding: TextEncoding) throws {
        var random = SeededGenerator(seed: seed)
        let written = SubtitleWriter.cues(Int.random(in: 1...60, using: &random), using: &random)
        let text = SubtitleWriter.csv(written, using: &random)
        let bytes = try #require(Source.encoded(Array(text.utf8), as: encoding))
        let result = try ConversationFixture.read(bytes, name: "x") { $0.encoding = encoding }
        #expect(cues(result) == written)
        for (cue, utterance) in zip(written, result.conversations[0].utterances) {
            let row = Source(path: "", bytes: Array(bytes[utterance.place.bytes]), declared: encoding)
            #expect(String(decoding: row.text, as: UTF8.self).hasPrefix("\(cue.speaker),\(cue.start),"))
        }
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `overlaps are those that comparing all pairs finds`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let spans = (0..<40).map { _ in
            let start = Int.random(in: 0...2000, using: &random)
            return (channel: Int.random(in: 0...3, using: &random), start: start, end: start + Int.random(in: 0...120, using: &random))
        }
        let list = spans.map { #"{"BeginTime":\#($0.start),"EndTime":\#($0.end),"ChannelId":\#($0.channel),"Text":"嗯"}"# }
        let result = try ConversationFixture.read(text: #"{"Sentences":[\#(list.joined(separator: ","))]}"#)
        let expected = spans.map { one in
            one.end > one.start
                && spans.contains { $0.channel != one.channel && $0.end > $0.start && $0.start < one.end && one.start < $0.end }
        }
        #expect(result.conversations[0].utterances.map { $0.confidence.doubts.contains(.overlap) } == expected)
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `holes are exactly the numbers that are missing`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let first = Int64.random(in: 0...1_000_000, using: &random)
        var present = (first...first + 200).filter { _ in Int.random(in: 0..<4, using: &random) > 0 }
        present.shuffle(using: &random)
        let lines = present.map {
            #"{"seq":\#($0),"msgid":"\#($0)","action":"send","from":"a","tolist":["b"],"msgtime":1793757600000,"msgtype":"text","text":{"content":"好"}}"#
        }
        let result = try ConversationFixture.read(text: lines.joined(separator: "\n"))
        let range = try #require(result.sequence)
        #expect(range.lowerBound == present.min() && range.upperBound == present.max())
        let missing = Set(range).subtracting(present)
        let holes = result.gaps.filter { $0.kind == .sequenceHole }.compactMap(\.sequence)
        #expect(holes.allSatisfy { hole in !missing.contains(hole.lowerBound - 1) && !missing.contains(hole.upperBound + 1) })
        #expect(holes.flatMap(Array.init).count == missing.count)
        #expect(Set(holes.flatMap(Array.init)) == missing)
    }

    @Test(arguments: [
        "wecom.json", "wecom.jsonl", "tencent.json", "alibaba.json", "volcengine.json", "huawei.json", "wecom-meeting.json",
        "whisper.json", "call.vtt",
        "call.srt", "visit.csv", "call.txt", "wechat.txt", "chat.html", "chat.xml",
    ])
    func `a damaged file is read soundly or refused`(name: String) throws {
        let whole = try ConversationFixture.bytes(name)
        var random = SeededGenerator(seed: UInt64(whole.count))
        for _ in 0..<80 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let index = Int.random(in: bytes.indices, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: index)
                case 2: bytes.insert(bytes.randomElement(using: &random) ?? 0, at: index)
                default: bytes.removeSubrange(index..<min(bytes.count, index + Int.random(in: 1...40, using: &random)))
                }
                guard bytes.count > 64 else { break }
            }
            do {
                try ConversationFixture.read(bytes, name: name).expectSound(in: bytes)
            } catch let error as ImportError {
                #expect(!error.message.zh.isEmpty && !error.message.en.isEmpty)
            }
        }
    }
}
