import Foundation
import KaipanArchive
import KaipanTestSupport
import Testing

/// Other people's readers must find in subtitles what ours does.
@Suite(.enabled("needs webvtt-py, srt and pysubs2 of PyPI") { Python.isWanted("webvtt", "srt", "pysubs2") })
struct ImportPeersTests {
    private struct Cue: Decodable, Equatable {
        var start: Int64
        var end: Int64
        var speaker: String?
        var text: String

        init(start: Int64, end: Int64, speaker: String?, text: String) {
            (self.start, self.end, self.speaker, self.text) = (start, end, speaker, text)
        }

        init(from decoder: any Decoder) throws {
            var values = try decoder.unkeyedContainer()
            start = try values.decode(Int64.self)
            end = try values.decode(Int64.self)
            speaker = try values.decode(String?.self)
            text = try values.decode(String.self)
        }
    }

    private func peer(_ reader: String, _ text: String, ending: String) throws -> [Cue] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-\(UUID().uuidString).\(ending)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(text.utf8).write(to: file)
        let result = try #require(Python.run([Project.path("Tests/Interop/conversations/peers.py"), reader, file.path]))
        try #require(result.status == 0, "\(result.output)")
        return try JSONDecoder().decode([Cue].self, from: Data(result.output.utf8))
    }

    private func ours(_ text: String) throws -> [Cue] {
        let conversation = try ConversationFixture.read(text: text).conversations[0]
        return conversation.utterances.map { utterance in
            let label = utterance.speaker.map { conversation.participants[$0].label } ?? ""
            return Cue(start: utterance.start ?? -1, end: utterance.end ?? -1, speaker: label.isEmpty ? nil : label, text: utterance.text)
        }
    }

    private func withoutSpeakers(_ cues: [Cue]) -> [Cue] {
        cues.map { Cue(start: $0.start, end: $0.end, speaker: nil, text: $0.text) }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `webvtt-py and pysubs2 find the same cues in WebVTT`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let cues = SubtitleWriter.cues(80, using: &random)
        let text = SubtitleWriter.webVTT(cues, using: &random)
        #expect(try peer("webvtt", text, ending: "vtt") == ours(text))
        // pysubs2 takes notes for words.
        let plain = SubtitleWriter.webVTT(cues, hasNotes: false, using: &random)
        #expect(withoutSpeakers(try peer("pysubs2-vtt", plain, ending: "vtt")) == withoutSpeakers(try ours(plain)))
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `srt and pysubs2 find the same cues in SRT`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let text = SubtitleWriter.srt(SubtitleWriter.cues(80, using: &random))
        let found = try ours(text)
        #expect(try peer("srt", text, ending: "srt") == found)
        #expect(try peer("pysubs2-srt", text, ending: "srt") == found)
    }

    @Test func `the examples hold the same for others`() throws {
        let text = String(decoding: try ConversationFixture.bytes("call.srt"), as: UTF8.self)
        let peers = try peer("pysubs2-srt", text, ending: "srt")
        let utterances = try ConversationFixture.read(text: text).conversations[0].utterances
        #expect(peers.map(\.start) == [400, 3400, 7500])
        #expect(Set(utterances.map(\.start)) == Set(peers.map { Optional($0.start) }))
        #expect(peers[1].text == "客户：" + utterances[1].text)
    }
}
