import KaipanTestSupport

/// Makes random conversations and writes them as subtitles and tables.
struct SubtitleWriter {
    struct Cue: Equatable {
        var start: Int64
        var end: Int64
        var speaker: String
        var text: String
    }

    private static let speakers = ["置业顾问小周", "客户甲", "客户 乙", "Anna Li"]
    private static let pieces = ["您好", "，", "这套", "89.62㎡", " ", "朝南", "。", "No.3", "公园", "“市政”", "5-6层", "\n", "？", "😀", "e\u{301}", "定金"]

    /// Cues in the order of time, without words that a format gives a meaning of its own.
    static func cues(_ count: Int, using random: inout SeededGenerator) -> [Cue] {
        var time: Int64 = 0
        return (0..<count).map { _ in
            time += Int64.random(in: 0...90_000, using: &random)
            let start = time
            time += Int64.random(in: 1...20_000, using: &random)
            var text = ""
            for _ in 0..<Int.random(in: 1...12, using: &random) { text += pieces.randomElement(using: &random) ?? "" }
            let lines = text.split(separator: "\n").map { String($0.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()) }
            text = lines.filter { !$0.isEmpty }.joined(separator: "\n")
            return Cue(start: start, end: time, speaker: speakers.randomElement(using: &random) ?? "", text: text.isEmpty ? "嗯" : text)
        }
    }

    /// - Parameter hasNotes: whether notes and identifiers stand between the cues.
    static func webVTT(_ cues: [Cue], hasNotes: Bool = true, using random: inout SeededGenerator) -> String {
        var text = "WEBVTT\n\n"
        for (number, cue) in cues.enumerated() {
            if hasNotes, Bool.random(using: &random) { text += "NOTE 第\(number)条\n\n" }
            if hasNotes, Bool.random(using: &random) { text += "\(number)\n" }
            let settings = Bool.random(using: &random) ? " align:start line:90%" : ""
            text += "\(time(cue.start, ".", hours: Bool.random(using: &random))) --> \(time(cue.end, ".", hours: true))\(settings)\n"
            text += "<v \(cue.speaker)>\(cue.text)\(Bool.random(using: &random) ? "</v>" : "")\n\n"
        }
        return text
    }

    static func srt(_ cues: [Cue]) -> String {
        cues.enumerated().map { number, cue in
            "\(number + 1)\n\(time(cue.start, ",", hours: true)) --> \(time(cue.end, ",", hours: true))\n\(cue.text)\n"
        }.joined(separator: "\n")
    }

    /// RFC 4180.
    static func csv(_ cues: [Cue], using random: inout SeededGenerator) -> String {
        var text = "说话人,开始(ms),结束(ms),内容\r\n"
        for cue in cues {
            let mustQuote = cue.text.contains { "\n,\"".contains($0) }
            let words = mustQuote || Bool.random(using: &random) ? "\"\(cue.text.replacing("\"", with: "\"\""))\"" : cue.text
            text += "\(cue.speaker),\(cue.start),\(cue.end),\(words)\r\n"
        }
        return text
    }

    static func time(_ milliseconds: Int64, _ mark: String, hours: Bool) -> String {
        let pad = { (value: Int64, width: Int) in String(repeating: "0", count: max(0, width - String(value).count)) + String(value) }
        let rest = "\(pad(milliseconds / 60_000 % 60, 2)):\(pad(milliseconds / 1000 % 60, 2))\(mark)\(pad(milliseconds % 1000, 3))"
        let hour = milliseconds / 3_600_000
        return hours || hour > 0 ? "\(pad(hour, 2)):\(rest)" : rest
    }
}
