import KaipanText

/// Reads results of Alibaba Cloud's recording recognition in each of its spellings: `sentences[{beginTime}]`, `Sentences[{BeginTime}]`
/// and `sentences[{begin_time}]` by channel.
struct AlibabaReader: ConversationReader {
    let root: JSONNode

    private static let begins = ["BeginTime", "beginTime", "begin_time"]

    static func sentences(in root: JSONNode) -> JSONNode.Found? {
        for key in ["Sentences", "sentences"] {
            let found = root.find(key) { node in
                guard let elements = node.elements else { return false }
                return elements.first.map { $0[first: begins] != nil } ?? true
            }
            if let found { return found }
        }
        return nil
    }

    func read(into builder: inout ImportBuilder, name: String) throws(ImportError) {
        let byChannel = root["transcripts"]?.elements ?? []
        builder.hasSeparateChannels = true
        guard byChannel.isEmpty else {
            let conversation = builder.conversation(name)
            for (index, transcript) in byChannel.enumerated() {
                let path = "$.transcripts[\(index)]"
                try read(
                    transcript["sentences"]?.elements ?? [], path: "\(path).sentences", channel: transcript["channel_id"]?.integer,
                    words: [:], into: &builder, conversation: conversation)
            }
            return
        }
        guard let found = Self.sentences(in: root), let sentences = found.node.elements else {
            throw builder.malformed(
                at: root.bytes.lowerBound, path: "$",
                LocalizedText(
                    zh: "应有数组 Sentences 或 sentences，含 BeginTime/beginTime",
                    en: "expected the array Sentences or sentences with BeginTime or beginTime"))
        }
        try read(
            sentences, path: found.path, channel: nil, words: wordsByChannel(root.find("Words")?.node.elements ?? []), into: &builder,
            conversation: builder.conversation(name))
    }

    private func read(
        _ sentences: [JSONNode], path: String, channel: Int64?, words: [Int64: [ImportedWord]], into builder: inout ImportBuilder,
        conversation: Int
    ) throws(ImportError) {
        for (index, node) in sentences.enumerated() {
            let path = "\(path)[\(index)]"
            guard let text = node[first: ["Text", "text"]]?.string else {
                try builder.addUnparsed(node, path: path, to: conversation, zh: "没有 Text，原文保留", en: "it has no Text; kept raw")
                continue
            }
            let start = node[first: Self.begins]?.milliseconds
            let end = node[first: ["EndTime", "endTime", "end_time"]]?.milliseconds
            let channel = node[first: ["ChannelId", "channelId", "channel_id"]]?.integer ?? channel
            let own = Self.words(node[first: ["Words", "words"]]?.elements ?? [])
            try builder.add(
                RecognisedSentence(
                    speaker: node[first: ["SpeakerId", "speakerId", "speaker_id"]]?.label ?? "",
                    channel: channel.flatMap { Int(exactly: $0) },
                    text: text, start: start, end: end,
                    words: own.isEmpty ? Self.words(words[channel ?? 0] ?? [], from: start, to: end) : own, node: node, path: path),
                to: conversation)
        }
    }

    // MARK: - Words

    /// Words of all sentences stand in one array, in the order of time within their channel.
    private func wordsByChannel(_ nodes: [JSONNode]) -> [Int64: [ImportedWord]] {
        var channels: [Int64: [ImportedWord]] = [:]
        for node in nodes {
            channels[node[first: ["ChannelId", "channelId"]]?.integer ?? 0, default: []] += Self.words([node])
        }
        return channels.mapValues { words in
            words.enumerated().sorted { ($0.element.start ?? 0, $0.offset) < ($1.element.start ?? 0, $1.offset) }.map(\.element)
        }
    }

    /// The words that begin within a sentence.
    private static func words(_ words: [ImportedWord], from start: Int64?, to end: Int64?) -> [ImportedWord] {
        guard let start, let end else { return [] }
        var low = 0
        var high = words.count
        while low < high {
            let middle = (low + high) / 2
            if (words[middle].start ?? 0) < start { low = middle + 1 } else { high = middle }
        }
        return Array(words[low...].prefix { ($0.start ?? 0) < end })
    }

    private static func words(_ nodes: [JSONNode]) -> [ImportedWord] {
        nodes.compactMap { node in
            node[first: ["Word", "word", "text"]]?.string.map {
                ImportedWord(
                    text: $0, start: node[first: begins]?.milliseconds, end: node[first: ["EndTime", "endTime", "end_time"]]?.milliseconds)
            }
        }
    }
}
