import KaipanDocuments
import KaipanText

/// Reads HTML and XML exports through the readers of documents.
///
/// Blocks that say who speaks are utterances, as the mapping or well-known names tell; where a page says it in its text only, its
/// blocks are read as lines.
struct DocumentConversationReader: ConversationReader {
    let format: ImportFormat

    func read(into builder: inout ImportBuilder, name: String) throws(ImportError) {
        let document = try document(builder, name: name)
        if let problem = document.problems.first(where: { _ in builder.source.problems.isEmpty }) {
            builder.warn(zh: problem.message.zh, en: problem.message.en)
        }
        guard document.blocks.contains(where: { $0.utterance?.name != nil }) else {
            let reader = TurnReader(lines: lines(of: document), options: builder.options)
            try reader.add(to: &builder, name: name, kind: .text, medium: .chat)
            return
        }
        try addBlocks(of: document, to: &builder, name: name)
    }

    private func document(_ builder: ImportBuilder, name: String) throws(ImportError) -> Document {
        var options = ReadingOptions()
        options.encoding = builder.source.encoding
        options.mapping = builder.options.mapping
        options.sizeLimit = builder.options.sizeLimit
        options.depthLimit = builder.options.depthLimit
        let bytes = builder.storedBytes
        // Only the reader of XML knows mappings; a page that is well-formed can be read with one, too.
        if format == .html, options.mapping != nil, let document = try? DocumentFormat.xml.read(bytes, path: name, options: options),
            document.blocks.contains(where: { $0.utterance?.name != nil })
        {
            return document
        }
        do {
            return try (format == .xml ? DocumentFormat.xml : .html).read(bytes, path: name, options: options)
        } catch {
            throw .document(error)
        }
    }

    private func addBlocks(of document: Document, to builder: inout ImportBuilder, name: String) throws(ImportError) {
        let conversation = builder.conversation(name, medium: .chat, title: document.title)
        let times = document.blocks.map { block in
            block.utterance?.time.flatMap { SpelledTime.whole($0, offset: builder.options.clockOffset) }
        }
        let dateless = times.lazy.compactMap(\.self).first { if case .moment = $0 { false } else { true } }
        var line = TimeLine(first: dateless, day: builder.options.start?.dayInChina, options: builder.options)
        var sides: [Int: Speaker] = [:]
        var outside = 0
        for (block, time) in zip(document.blocks, times) {
            guard block.utterance?.name != nil || block.role == .utterance else {
                if block.role != .title, block.role != .metadata { outside += 1 }
                continue
            }
            let place = place(of: block, in: document, &builder)
            let speaker = block.utterance?.name.map { builder.participant(ImportedParticipant(label: $0), in: conversation) }
            if let speaker, let side = block.speaker { sides[speaker] = side }
            if let spelled = block.utterance?.time, time == nil {
                builder.warn(zh: "时间“\(spelled)”无法读取", en: "the time “\(spelled)” cannot be read", at: place)
            }
            let placed = time.map { line.place($0) }
            let text = String(decoding: document.text[block.range], as: UTF8.self).replacingLineSeparators()
            try builder.add(
                ImportedUtterance(
                    ordinal: 0, speaker: speaker, kind: .text, text: text, start: placed?.offset, time: placed?.moment, place: place),
                to: conversation)
        }
        builder.setSides(sides, of: conversation)
        if outside > 0 {
            builder.warn(
                zh: "\(outside) 段文字不属于任何说话人，未作为发言导入；如应导入，请在映射文件中写明 blocks 与 speakers",
                en: "\(outside) blocks belong to no speaker and were not imported as utterances; if they should be, say so under blocks and "
                    + "speakers of the mapping")
        }
    }

    /// The blocks of a page as lines.
    private func lines(of document: Document) -> [TextLine] {
        document.blocks.filter { !$0.isHidden && $0.role != .title && $0.role != .metadata }.flatMap { block -> [TextLine] in
            var lines: [TextLine] = []
            var start = block.range.lowerBound
            let separator: [UInt8] = [0xE2, 0x80, 0xA8]
            var index = start
            let path = document.path(of: block)
            func take(_ end: Int) {
                let pieces = document.sourceRanges(of: start..<end)
                guard let lower = pieces.map(\.lowerBound).min(), let upper = pieces.map(\.upperBound).max() else { return }
                lines.append(TextLine(bytes: document.text[start..<end], range: lower..<upper, path: path))
            }
            while index < block.range.upperBound {
                if index + 3 <= block.range.upperBound, document.text[index..<index + 3].elementsEqual(separator) {
                    take(index)
                    index += 3
                    start = index
                } else {
                    index += 1
                }
            }
            take(block.range.upperBound)
            return lines
        }
    }

    private func place(of block: Block, in document: Document, _ builder: inout ImportBuilder) -> ImportPlace {
        let pieces = document.sourceRanges(of: block.range)
        let lower = pieces.map(\.lowerBound).min() ?? 0
        return builder.place(lower..<max(lower, pieces.map(\.upperBound).max() ?? lower), path: document.path(of: block))
    }
}

extension String {
    /// Line breaks inside of a block as plain ones.
    fileprivate func replacingLineSeparators() -> String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\u{2028}" ? "\n" : $0 }))
    }
}
