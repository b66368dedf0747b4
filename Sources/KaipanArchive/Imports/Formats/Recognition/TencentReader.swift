import KaipanText

/// Reads results of Tencent Cloud's recording recognition: `ResultDetail` of `SentenceDetail` (API 2019-06-14, DescribeTaskStatus).
struct TencentReader: ConversationReader {
    let root: JSONNode

    func read(into builder: inout ImportBuilder, name: String) throws(ImportError) {
        guard let found = root.find("ResultDetail"), let sentences = found.node.elements else {
            throw builder.malformed(
                at: root.bytes.lowerBound, path: "$",
                LocalizedText(zh: "应有数组 ResultDetail（提交任务时 ResTextFormat 须为 1 或以上）",
                              en: "expected the array ResultDetail (the task must be made with ResTextFormat 1 or above)"))
        }
        builder.hasSeparateChannels = true
        let conversation = builder.conversation(name)
        for (index, node) in sentences.enumerated() {
            let path = "\(found.path)[\(index)]"
            guard let text = node[first: ["FinalSentence", "WrittenText", "SliceSentence"]]?.string else {
                try builder.addUnparsed(
                    node, path: path, to: conversation, zh: "没有 FinalSentence，原文保留", en: "it has no FinalSentence; kept raw")
                continue
            }
            let start = node["StartMs"]?.milliseconds
            // Words count from the start of their sentence.
            let words = (node["Words"]?.elements ?? []).compactMap { word -> ImportedWord? in
                guard let text = word["Word"]?.string else { return nil }
                let place = { (key: String) in word[key]?.milliseconds.map { $0 + (start ?? 0) } }
                return ImportedWord(text: text, start: place("OffsetStartMs"), end: place("OffsetEndMs"))
            }
            let speaker = node["SpeakerId"]?.label ?? ""
            try builder.add(
                RecognisedSentence(
                    speaker: speaker, channel: Int(speaker), text: text, start: start, end: node["EndMs"]?.milliseconds, words: words,
                    node: node, path: path),
                to: conversation)
        }
    }
}
