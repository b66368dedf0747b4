import KaipanText

/// Reads WebVTT (W3C Candidate Recommendation of 4 April 2019): voices, identifiers, settings, notes, cues of several lines.
struct WebVTTReader: ConversationReader {
    func read(into builder: inout ImportBuilder, name: String) throws(ImportError) {
        let lines = TextLine.all(of: builder.source)
        guard let first = lines.first, first.bytes.begins(with: "WEBVTT"), [nil, 0x20, 0x09].contains(first.bytes.dropFirst(6).first) else {
            throw builder.malformed(at: 0, LocalizedText(zh: "第一行应为 WEBVTT", en: "the first line should be WEBVTT"))
        }
        let conversation = builder.conversation(name)
        var index = 1
        // The header's own lines.
        while index < lines.count, !lines[index].isBlank, !Cue.isTiming(lines[index].bytes) { index += 1 }
        var cues: [(cue: Cue, segments: [CueText.Segment])] = []
        while index < lines.count {
            guard !lines[index].isBlank else {
                index += 1
                continue
            }
            let block = block(lines, from: &index)
            guard let timing = block.firstIndex(where: { Cue.isTiming($0.bytes) }) else {
                if !Self.isComment(block[0]) { try keep(block, in: conversation, &builder) }
                continue
            }
            guard let times = Cue.timing(block[timing].bytes, mark: UInt8(ascii: ".")) else {
                try keep(block, in: conversation, &builder)
                continue
            }
            if !times.isStrict {
                builder.warn(
                    zh: "时间写法不合 WebVTT（应如 00:00:01.000），已按其意读取",
                    en: "the times are not spelled as WebVTT wants (00:00:01.000); read by their meaning",
                    at: builder.place(block[timing].range))
            }
            let words = Array(block[(timing + 1)...])
            let cue = Cue(
                start: times.start, end: times.end, lines: words,
                range: block[0].range.lowerBound..<(block.last ?? block[0]).range.upperBound)
            let text = words.map(\.text).joined(separator: "\n")
            cues.append((cue, CueText(webVTT: text, start: times.start, end: times.end).segments))
        }
        try CueWriter(cues: cues).add(to: conversation, &builder)
    }

    /// The lines up to an empty one or up to the times of another cue.
    private func block(_ lines: [TextLine], from index: inout Int) -> [TextLine] {
        var block: [TextLine] = []
        var hasTiming = false
        while index < lines.count, !lines[index].bytes.isEmpty {
            if Cue.isTiming(lines[index].bytes) {
                // An identifier is one line; more of them are not.
                if hasTiming || block.count > 1 { return block }
                hasTiming = true
            }
            block.append(lines[index])
            index += 1
        }
        return block
    }

    private static func isComment(_ line: TextLine) -> Bool {
        let bytes = line.bytes
        return ["NOTE", "STYLE", "REGION"].contains { (word: StaticString) in
            bytes.begins(with: word) && [nil, 0x20, 0x09].contains(bytes.dropFirst(word.utf8CodeUnitCount).first)
        }
    }

    private func keep(_ block: [TextLine], in conversation: Int, _ builder: inout ImportBuilder) throws(ImportError) {
        let range = block[0].range.lowerBound..<(block.last ?? block[0]).range.upperBound
        try builder.keepUnparsed(
            range, in: conversation, zh: "没有可用的时间（应如 00:00:01.000 --> 00:00:03.000），原文保留",
            en: "it has no times that can be read (00:00:01.000 --> 00:00:03.000); kept raw")
    }
}
