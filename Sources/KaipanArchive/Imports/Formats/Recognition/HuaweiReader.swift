import KaipanText

/// Reads results of Huawei Cloud's recording recognition: `segments` with `result` (SIS, CollectTranscriberJob).
struct HuaweiReader: ConversationReader {
    let root: JSONNode

    static func segments(in root: JSONNode) -> JSONNode.Found? { root.find("segments") { $0.isArray(of: "start_time") } }

    func read(into builder: inout ImportBuilder, name: String) throws(ImportError) {
        guard let found = Self.segments(in: root), let segments = found.node.elements else {
            throw builder.malformed(
                at: root.bytes.lowerBound, path: "$",
                LocalizedText(zh: "应有数组 segments，含 start_time", en: "expected the array segments with start_time"))
        }
        builder.hasSeparateChannels = true
        let conversation = builder.conversation(name)
        for (index, node) in segments.enumerated() {
            let path = "\(found.path)[\(index)]"
            // A segment that failed has no result.
            guard let result = node["result"], let text = result["text"]?.string else {
                try builder.addUnparsed(
                    node, path: path, to: conversation, zh: "这一段识别失败，没有 result.text", en: "this segment was not recognised: no result.text")
                continue
            }
            let words = (result["word_info"]?.elements ?? []).compactMap { word in
                word["word"]?.string.map {
                    ImportedWord(text: $0, start: word["start_time"]?.milliseconds, end: word["end_time"]?.milliseconds)
                }
            }
            var confidence = RecognitionConfidence()
            if node["is_final"]?.bool == false { confidence.doubts.insert(.notFinal) }
            let role = result["analysis_info"]?["role"]?.label ?? ""
            try builder.add(
                RecognisedSentence(
                    speaker: role, text: text, start: node["start_time"]?.milliseconds, end: node["end_time"]?.milliseconds, words: words,
                    confidence: confidence, node: node, path: path),
                to: conversation)
        }
    }
}
