import KaipanText

/// Reads plain text: empty lines, list marks, speakers' names and, behind a whole sentence, new lines begin blocks; lines that the page's
/// width broke are one text.
package struct PlainTextReader: DocumentReader {
    package static let name = "Text"
    package static let extensions = ["txt", "text", "log", "csv", "tsv", "srt", "vtt"]

    /// Whether lines such as `客户：…` name speakers.
    private let readsSpeakers: Bool
    private let dividesParagraphs: Bool

    /// - Parameter dividesParagraphs: whether a new line behind a whole sentence begins a block; not in what was said in one go.
    package init(readsSpeakers: Bool = true, dividesParagraphs: Bool = true) {
        self.readsSpeakers = readsSpeakers
        self.dividesParagraphs = dividesParagraphs
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

    /// Writes the lines collected so far: as one block, or as several where lines are paragraphs.
    private func flush(_ lines: inout [Line], _ source: UnsafeBufferPointer<UInt8>, into builder: inout DocumentBuilder) {
        defer {
            lines.removeAll(keepingCapacity: true)
            builder.boundary()
            if builder.attributes.role == .listItem { builder.attributes.role = .paragraph }
        }
        let dividesParagraphs = dividesParagraphs && builder.attributes.role == .paragraph
        // A line of more columns is a paragraph: nobody's page is that wide.
        let widest = lines.map(\.columns).filter { $0 <= Self.widestPage }.max() ?? 0
        func isFull(_ line: Line) -> Bool { line.columns + Self.raggedness >= widest && line.columns <= Self.widestPage }
        let fullCount = lines.count(where: isFull)
        for (index, line) in lines.enumerated() {
            let text = UnsafeBufferPointer(rebasing: source[line.range])
            builder.append(text, source: line.range.lowerBound)
            guard index + 1 < lines.count else { continue }
            let lineEnd = line.range.upperBound..<line.end
            let endsSentence = Self.endsSentence(text)
            // A line that fills the page was broken by its width, not by its author; one alone that ends a sentence is a long one.
            if widest >= 50, isFull(line), lines.count > 2 || line.columns >= 70, fullCount > 1 || !endsSentence {
                builder.space(lineEnd, hasNewline: true)
            } else if dividesParagraphs, endsSentence || line.columns > Self.widestPage,
                !Self.refersBack(UnsafeBufferPointer(rebasing: source[lines[index + 1].range]))
            {
                builder.boundary()
            } else {
                builder.lineBreak(source: lineEnd)
            }
        }
    }

    /// By how many columns a line may fall short of the page, because a mark must not begin the next one.
    private static let raggedness = 6
    private static let widestPage = 200

    private static func endsSentence(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        let tail = String(decoding: line.suffix(16), as: UTF8.self).reversed().drop { $0.isWhitespace || "”’」』）)\"".contains($0) }
        return tail.first.map { "。！？!?；;…".contains($0) } ?? false
    }

    /// Whether a line is about the one before: a note in brackets or after a mark, what a label names (`数据来源：`), or what says `以上`, `该`.
    private static func refersBack(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        let head = String(decoding: line.prefix(48), as: UTF8.self).drop { $0.isWhitespace }
        guard let first = head.first else { return false }
        if "（(【[〔*＊注该此其".contains(first) || ["备注", "说明", "以上", "上述", "前述", "具体"].contains(where: head.hasPrefix) { return true }
        let label = head.prefix { !"：:，。,；;、".contains($0) }
        return label.count < 9 && head[label.endIndex...].first.map { "：:".contains($0) } ?? false
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
