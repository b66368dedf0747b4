import KaipanText

extension TurnReader {
    /// Adds all turns to a conversation.
    /// - Parameter kind: speech for transcripts, text for chats.
    func add(to builder: inout ImportBuilder, name: String, kind: UtteranceKind, medium: ConversationMedium?) throws(ImportError) {
        let (turns, preamble, unnamed) = turns()
        guard turns.contains(where: { $0.name != nil }) || turns.count > 1 else {
            throw .notThisFormat(
                builder.format,
                expected: LocalizedText(
                    zh: "应有多行“说话人：内容”，或“时间 说话人”一行、内容在下一行", en: "expected lines “speaker: words”, or “time speaker” with the words below"),
                position: nil, excerpt: Excerpt.head(builder.source.text))
        }
        let conversation = builder.conversation(name, medium: medium)
        if let first = preamble.first, let last = preamble.last {
            let place = builder.place(first.range.lowerBound..<last.range.upperBound, path: first.path)
            try builder.add(
                ImportedUtterance(
                    ordinal: 0, kind: .system, text: preamble.map(\.text).joined(separator: "\n"), place: place),
                to: conversation)
        }
        let dateless = turns.lazy.compactMap(\.time).first { if case .moment = $0 { false } else { true } }
        var line = TimeLine(first: dateless, day: builder.options.start?.dayInChina, options: builder.options)
        for turn in turns {
            if let day = turn.day { line.turn(to: day) }
            let placed = turn.time.map { line.place($0) }
            let speaker = turn.name.map { builder.participant(ImportedParticipant(label: $0), in: conversation) }
            let end = max(turn.first.range.upperBound, turn.last.range.upperBound)
            let place = builder.place(turn.first.range.lowerBound..<end, path: turn.first.path)
            try builder.add(
                ImportedUtterance(
                    ordinal: 0, speaker: speaker, kind: kind, text: turn.words, start: placed?.offset, time: placed?.moment, place: place),
                to: conversation)
        }
        for line in unnamed.prefix(20) {
            let label = SpeakerLabel(line.bytes.droppingSpaces())?.name ?? ""
            builder.warn(
                zh: "“\(label)”只出现一次，未当作说话人；如是，请写入映射文件",
                en: "“\(label)” stands there once and was not taken for a speaker; name it in the mapping if it is one",
                at: builder.place(line.range, path: line.path))
        }
        if line.meaning == .clock, dateless != nil, !turns.contains(where: { if case .moment? = $0.time { true } else { $0.day != nil } }),
            builder.options.start == nil
        {
            builder.warn(
                zh: "时间没有日期，按当天时钟理解；请指定开始时间，或说明从录音起点计时",
                en: "times have no day and were read as those of a clock; give the start, or say that they count from the recording's")
        }
    }
}

/// Reads text of lines “speaker: words”.
struct PlainTextConversationReader: ConversationReader {
    func read(into builder: inout ImportBuilder, name: String) throws(ImportError) {
        let reader = TurnReader(lines: TextLine.all(of: builder.source), options: builder.options)
        try reader.add(to: &builder, name: name, kind: .speech, medium: nil)
    }
}
