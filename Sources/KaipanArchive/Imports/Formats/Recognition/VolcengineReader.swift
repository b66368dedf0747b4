import KaipanText

/// Reads results of Volcengine's recording recognition: `utterances` with `definite`, under `result` as an object or by channel.
struct VolcengineReader: ConversationReader {
    let root: JSONNode

    func read(into builder: inout ImportBuilder, name: String) throws(ImportError) {
        let lists = lists()
        guard !lists.isEmpty else {
            throw builder.malformed(
                at: root.bytes.lowerBound, path: "$",
                LocalizedText(zh: "应有数组 utterances（提交任务时 show_utterances 须为 true）",
                              en: "expected the array utterances (the task must be made with show_utterances)"))
        }
        builder.hasSeparateChannels = true
        let conversation = builder.conversation(name)
        for list in lists {
            for (index, node) in (list.node.elements ?? []).enumerated() {
                try read(node, path: "\(list.path)[\(index)]", into: &builder, conversation: conversation)
            }
        }
    }

    private func lists() -> [JSONNode.Found] {
        if let results = root["result"]?.elements {
            return results.enumerated().compactMap { index, result in
                result["utterances"].map { JSONNode.Found(node: $0, path: "$.result[\(index)].utterances") }
            }
        }
        return root.find("utterances").map { [$0] } ?? []
    }

    private func read(_ node: JSONNode, path: String, into builder: inout ImportBuilder, conversation: Int) throws(ImportError) {
        guard let text = node["text"]?.string else {
            try builder.addUnparsed(node, path: path, to: conversation, zh: "没有 text，原文保留", en: "it has no text; kept raw")
            return
        }
        let words = (node["words"]?.elements ?? []).compactMap { word in
            word["text"]?.string.map {
                ImportedWord(text: $0, start: word["start_time"]?.milliseconds, end: word["end_time"]?.milliseconds)
            }
        }
        let additions = node["additions"]
        var confidence = RecognitionConfidence()
        if node["definite"]?.bool == false { confidence.doubts.insert(.notFinal) }
        let channel = additions?["channel_id"]?.integer ?? node["channel_id"]?.integer
        try builder.add(
            RecognisedSentence(
                speaker: additions?["speaker"]?.label ?? node["speaker"]?.label ?? "", channel: channel.flatMap { Int(exactly: $0) },
                text: text, start: node["start_time"]?.milliseconds, end: node["end_time"]?.milliseconds, words: words,
                confidence: confidence, node: node, path: path),
            to: conversation)
    }
}
