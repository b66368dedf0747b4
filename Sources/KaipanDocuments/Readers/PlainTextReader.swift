import KaipanText

/// Reads plain text: empty lines, list marks and speakers' names begin blocks; wrapped lines are one text.
package struct PlainTextReader: DocumentReader {
    package static let name = "Text"
    package static let extensions = ["txt", "text", "log", "csv", "tsv", "srt", "vtt"]

    /// Whether lines such as `客户：…` name speakers.
    private let readsSpeakers: Bool

    package init(readsSpeakers: Bool = true) {
        self.readsSpeakers = readsSpeakers
    }

    package func read(_ bytes: [UInt8], path: String, options: ReadingOptions) throws(ReadingError) -> Document {
        let source = Source(path: path, bytes: bytes, declared: options.encoding)
        var builder = DocumentBuilder(capacity: source.text.count)
        read(source.text, into: &builder)
        return Document(parts: [source], builder: builder)
    }

    private struct Line {
        var range: Range<Int>
        /// Where its line end reaches to.
        var end: Int
        var columns: Int
    }

    private func read(_ text: [UInt8], into builder: inout DocumentBuilder) {
        text.withUnsafeBufferPointer { source in
            var paragraph: [Line] = []
            var number = 0
            // One scan decides whether the whole text is a conversation: a single colon does not make one.
            let parties = readsSpeakers ? SpeakerLine.parties(source) : nil
            forEachTurn(source, parties != nil) { line in
                let content = UnsafeBufferPointer(rebasing: source[line.range])
                if content.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0C }) || Self.isFullWidthBlank(content) {
                    flush(&paragraph, source, into: &builder)
                    return
                }
                if let parties, let speaker = SpeakerLine(content) {
                    flush(&paragraph, source, into: &builder)
                    number += 1
                    builder.attributes.role = .utterance
                    builder.attributes.speaker = parties.side(of: speaker)
                    builder.attributes.utterance = Block.Utterance(name: speaker.name, time: speaker.time)
                    let start = line.range.lowerBound + speaker.textStart
                    paragraph.append(Line(range: start..<line.range.upperBound, end: line.end, columns: line.columns))
                    return
                }
                if beginsBlock(content) {
                    flush(&paragraph, source, into: &builder)
                    if parties == nil { builder.attributes.role = .listItem }
                }
                paragraph.append(line)
            }
            flush(&paragraph, source, into: &builder)
            builder.boundary()
        }
    }

    /// Writes the lines collected so far as one block.
    private func flush(_ lines: inout [Line], _ source: UnsafeBufferPointer<UInt8>, into builder: inout DocumentBuilder) {
        defer {
            lines.removeAll(keepingCapacity: true)
            builder.boundary()
            if builder.attributes.role == .listItem { builder.attributes.role = .paragraph }
        }
        let widest = lines.map(\.columns).max() ?? 0
        for (index, line) in lines.enumerated() {
            builder.append(UnsafeBufferPointer(rebasing: source[line.range]), source: line.range.lowerBound)
            guard index + 1 < lines.count else { continue }
            let lineEnd = line.range.upperBound..<line.end
            // A line that fills the page was broken by its width, not by its author.
            if widest >= 50, line.columns + 6 >= widest, lines.count > 2 || line.columns >= 70 {
                builder.space(lineEnd, hasNewline: true)
            } else {
                builder.lineBreak(source: lineEnd)
            }
        }
    }

    /// Every line, of a conversation every turn in it.
    private func forEachTurn(_ source: UnsafeBufferPointer<UInt8>, _ isConversation: Bool, _ body: (Line) -> Void) {
        forEachLine(source) { line in
            let turns = isConversation ? SpeakerLine.turns(UnsafeBufferPointer(rebasing: source[line.range])) : []
            var start = line.range.lowerBound
            for turn in turns.map({ line.range.lowerBound + $0 }) {
                body(Line(range: start..<turn, end: turn, columns: line.columns))
                start = turn
            }
            body(Line(range: start..<line.range.upperBound, end: line.end, columns: line.columns))
        }
    }

    private func forEachLine(_ source: UnsafeBufferPointer<UInt8>, _ body: (Line) -> Void) {
        var start = 0
        while start < source.count {
            var end = start
            while end < source.count, source[end] != 0x0A, source[end] != 0x0D { end += 1 }
            var next = end
            if next < source.count {
                next += source[next] == 0x0D && next + 1 < source.count && source[next + 1] == 0x0A ? 2 : 1
            }
            var columns = 0
            for byte in source[start..<end] where byte & 0xC0 != 0x80 { columns += byte < 0xE0 ? 1 : 2 }
            body(Line(range: start..<end, end: next, columns: columns))
            start = next
        }
    }

    private static func isFullWidthBlank(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        !line.isEmpty && String(decoding: line, as: UTF8.self).unicodeScalars.allSatisfy { $0.properties.isWhitespace }
    }

    /// Whether a line is an item of a list: `- `, `1.`, `（一）`, `①`, `●`, `第三条`.
    private func beginsBlock(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        let head = String(decoding: line.prefix(48), as: UTF8.self).drop { $0.isWhitespace }
        guard let first = head.first else { return false }
        let rest = head.dropFirst()
        if "-*+•·●○◆◇■□★☆▲▶►✓✔※→".contains(first) { return "●○◆◇■□★☆▲▶►✓✔※→•".contains(first) || rest.first == " " }
        if "①②③④⑤⑥⑦⑧⑨⑩⑪⑫".contains(first) { return true }
        if first.isNumber {
            let tail = head.drop(while: \.isNumber)
            guard let mark = tail.first else { return false }
            return "、)）".contains(mark) || (".．".contains(mark) && tail.dropFirst().first?.isNumber != true)
        }
        if first == "(" || first == "（" {
            let inner = rest.prefix(5)
            guard let close = inner.firstIndex(where: { $0 == ")" || $0 == "）" }) else { return false }
            let number = inner[..<close]
            return !number.isEmpty && number.allSatisfy { "一二三四五六七八九十0123456789".contains($0) }
        }
        if "一二三四五六七八九十".contains(first) {
            let tail = head.drop { "一二三四五六七八九十".contains($0) }
            return tail.first == "、" || tail.first == "．"
        }
        if first == "第" {
            let tail = rest.drop { "一二三四五六七八九十百零0123456789".contains($0) }
            return tail.count < rest.count && (tail.first == "条" || tail.first == "章" || tail.first == "节")
        }
        return false
    }
}
