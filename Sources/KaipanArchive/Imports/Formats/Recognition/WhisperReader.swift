import KaipanText

/// Reads the JSON of Whisper and of the programs that write as it does, and the `transcription` of whisper.cpp.
///
/// Times are seconds as decimal fractions there; they are rounded to milliseconds on their digits.
struct WhisperReader: ConversationReader {
    let root: JSONNode

    static func segments(in root: JSONNode) -> JSONNode.Found? {
        root.find("segments") { $0.isArray(of: "start", "end", "text") } ?? root.find("transcription") { $0.isArray(of: "offsets", "text") }
    }

    func read(into builder: inout ImportBuilder, name: String) throws(ImportError) {
        guard let found = Self.segments(in: root), let segments = found.node.elements else {
            throw builder.malformed(
                at: root.bytes.lowerBound, path: "$",
                LocalizedText(zh: "应有数组 segments，含 start、end、text", en: "expected the array segments with start, end and text"))
        }
        let conversation = builder.conversation(name)
        builder.setLanguage(root[first: ["language"]]?.string ?? root["result"]?["language"]?.string, of: conversation)
        for (index, node) in segments.enumerated() {
            let path = "\(found.path)[\(index)]"
            guard let text = node["text"]?.string else {
                try builder.addUnparsed(node, path: path, to: conversation, zh: "没有 text，原文保留", en: "it has no text; kept raw")
                continue
            }
            let words = (node["words"]?.elements ?? []).compactMap { word in
                word["word"]?.string.map {
                    ImportedWord(
                        text: $0, start: word["start"]?.secondsAsMilliseconds, end: word["end"]?.secondsAsMilliseconds,
                        probability: word[first: ["probability", "score"]]?.double)
                }
            }
            let offsets = node["offsets"]
            try builder.add(
                RecognisedSentence(
                    speaker: node["speaker"]?.label ?? "",
                    text: text, start: offsets?["from"]?.milliseconds ?? node["start"]?.secondsAsMilliseconds,
                    end: offsets?["to"]?.milliseconds ?? node["end"]?.secondsAsMilliseconds, words: words,
                    confidence: confidence(of: node, builder.options.doubt), node: node, path: path),
                to: conversation)
        }
    }

    private func confidence(of node: JSONNode, _ thresholds: DoubtThresholds) -> RecognitionConfidence {
        var confidence = RecognitionConfidence(
            noSpeechProbability: node["no_speech_prob"]?.double, averageLogProbability: node["avg_logprob"]?.double,
            compressionRatio: node["compression_ratio"]?.double)
        if let value = confidence.noSpeechProbability, value > thresholds.noSpeech { confidence.doubts.insert(.noSpeech) }
        if let value = confidence.averageLogProbability, value < thresholds.logProbability { confidence.doubts.insert(.lowProbability) }
        if let value = confidence.compressionRatio, value > thresholds.compressionRatio { confidence.doubts.insert(.repetitive) }
        return confidence
    }
}
