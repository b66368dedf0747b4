/// Adds cues to a conversation, with the speakers that their text names.
struct CueWriter {
    let cues: [(cue: Cue, segments: [CueText.Segment])]

    func add(to conversation: Int, _ builder: inout ImportBuilder) throws(ImportError) {
        let hasVoices = cues.contains { $0.segments.contains { $0.speaker != nil } }
        let labels = hasVoices ? [] : labels(builder.options.roles)
        for (cue, segments) in cues {
            let place = builder.place(cue.range)
            // A cue without words is an event of its own.
            var parts = segments.isEmpty ? [CueText.Segment(text: "")] : segments
            if !labels.isEmpty { parts = parts.flatMap { split($0, labels: labels) } }
            for part in parts {
                let speaker = builder.participant(ImportedParticipant(label: part.speaker ?? ""), in: conversation)
                try builder.add(
                    ImportedUtterance(
                        ordinal: 0, speaker: speaker, text: part.text, start: cue.start, end: cue.end, words: part.words, place: place),
                    to: conversation)
            }
        }
        if !hasVoices, labels.isEmpty, !cues.isEmpty, builder.options.roles.fallback == .unknown {
            builder.warn(
                zh: "字幕没有说话人；请在映射文件中用 default 指定角色，否则不作为销售方的话检查",
                en: "the cues name no speakers; give a role under default in the mapping, or the words are not checked as a seller's")
        }
    }

    /// The names before colons, where they are meant as speakers: half of the cues begin with one, or the mapping knows it.
    private func labels(_ roles: RoleMapping) -> Set<[UInt8]> {
        var counts: [[UInt8]: Int] = [:]
        var known: Set<[UInt8]> = []
        for (_, segments) in cues {
            guard let text = segments.first?.text, let label = SpeakerLabel(Array(text.utf8)[...]) else { continue }
            let key = Array(label.name.utf8)
            counts[key, default: 0] += 1
            if roles.names(label: label.name) || RoleWords.role(of: label.name) != nil { known.insert(key) }
        }
        let total = counts.values.reduce(0, +)
        return total * 2 >= cues.count ? Set(counts.keys) : known
    }

    /// Cuts a text at the lines that begin with a label.
    private func split(_ segment: CueText.Segment, labels: Set<[UInt8]>) -> [CueText.Segment] {
        var parts: [CueText.Segment] = []
        for line in segment.text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let label = SpeakerLabel(Array(line.utf8)[...]), labels.contains(Array(label.name.utf8)) {
                parts.append(CueText.Segment(speaker: label.name, text: String(decoding: label.rest, as: UTF8.self)))
            } else if parts.isEmpty {
                parts.append(CueText.Segment(text: String(line)))
            } else {
                parts[parts.count - 1].text += "\n" + line
            }
        }
        return parts
    }
}

extension ImportBuilder {
    /// Keeps a part of the text that cannot be read as it should.
    mutating func keepUnparsed(_ range: Range<Int>, in conversation: Int, zh: String, en: String) throws(ImportError) {
        let place = place(range)
        let raw = String(decoding: source.text[range], as: UTF8.self)
        try add(ImportedUtterance(ordinal: 0, kind: .other, text: "", raw: raw, place: place), to: conversation)
        add(ImportedGap(kind: .unparsed, conversation: key(of: conversation), detail: .init(zh: zh, en: en), place: place))
    }
}
