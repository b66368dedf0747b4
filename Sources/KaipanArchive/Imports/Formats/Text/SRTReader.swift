import KaipanText

/// Reads SRT: a number, the times, the words, an empty line.
///
/// The format names no speakers; `张三：…` at the start of a cue does where half of the cues have it, and the mapping may give one role
/// for all.
struct SRTReader: ConversationReader {
    private static let mark = UInt8(ascii: ",")

    func read(into builder: inout ImportBuilder, name: String) throws(ImportError) {
        let lines = TextLine.all(of: builder.source)
        let starts = lines.indices.filter { Cue.timing(lines[$0].bytes, mark: Self.mark) != nil }
        guard let first = starts.first else {
            throw builder.malformed(
                at: 0,
                LocalizedText(
                    zh: "应有时间行，如 00:00:01,000 --> 00:00:03,000",
                    en: "expected lines of times such as 00:00:01,000 --> 00:00:03,000"))
        }
        let conversation = builder.conversation(name)
        // A cue begins at its number, where it has one.
        let begins = starts.map { Self.hasNumber(lines, before: $0) ? $0 - 1 : $0 }
        let head = lines[..<(begins.first ?? first)].filter { !$0.isBlank }
        if let line = head.first, let last = head.last {
            try builder.keepUnparsed(
                line.range.lowerBound..<last.range.upperBound, in: conversation, zh: "第一条字幕之前的内容，原文保留",
                    en: "it stands before the first cue; kept raw")
        }
        var cues: [(cue: Cue, segments: [CueText.Segment])] = []
        for (number, start) in starts.enumerated() {
            guard let times = Cue.timing(lines[start].bytes, mark: Self.mark) else { continue }
            if !times.isStrict {
                builder.warn(
                    zh: "时间写法不合 SRT（应如 00:00:01,000），已按其意读取",
                    en: "the times are not spelled as SRT wants (00:00:01,000); read by their meaning",
                    at: builder.place(lines[start].range))
            }
            let end = number + 1 < begins.count ? begins[number + 1] : lines.count
            var words = Array(lines[(start + 1)..<end])
            while words.last?.isBlank ?? false { words.removeLast() }
            while words.first?.isBlank ?? false { words.removeFirst() }
            for line in words where Cue.isTiming(line.bytes) {
                builder.warn(zh: "时间行无法读取，按文字保留", en: "a line of times cannot be read and was kept as words", at: builder.place(line.range))
            }
            let range = lines[begins[number]].range.lowerBound..<(words.last ?? lines[start]).range.upperBound
            let text = words.map(\.text).joined(separator: "\n")
            cues.append(
                (Cue(start: times.start, end: times.end, lines: words, range: range), CueText(srt: text).segments))
        }
        try CueWriter(cues: cues).add(to: conversation, &builder)
    }

    /// Whether the line before the times is a cue's number: digits alone behind an empty line.
    private static func hasNumber(_ lines: [TextLine], before timing: Int) -> Bool {
        guard timing > 0 else { return false }
        let text = String(decoding: lines[timing - 1].bytes, as: UTF8.self).trimming()
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
        return timing == 1 || lines[timing - 2].isBlank
    }
}
