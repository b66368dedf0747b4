import KaipanText

/// Reads transcripts of recorded WeCom meetings (`transcripts.paragraphs`) and of Tencent Meeting, which are alike
/// (`minutes.paragraphs`).
struct MeetingTranscriptReader: ConversationReader {
    let root: JSONNode

    static func paragraphs(in root: JSONNode) -> JSONNode.Found? {
        root.find("paragraphs") { $0.isArray(of: "pid", "sentences") }
    }

    func read(into builder: inout ImportBuilder, name: String) throws(ImportError) {
        guard let found = Self.paragraphs(in: root), let paragraphs = found.node.elements else {
            throw builder.malformed(
                at: root.bytes.lowerBound, path: "$",
                LocalizedText(zh: "应有 transcripts.paragraphs", en: "expected transcripts.paragraphs"))
        }
        let conversation = builder.conversation(name, medium: .meeting)
        for (index, paragraph) in paragraphs.enumerated() {
            let path = "\(found.path)[\(index)]"
            let info = paragraph["speaker_info"]
            let userID = info?[first: ["userid", "open_id", "ms_open_id"]]?.string
            let label = info?[first: ["username", "name"]]?.string ?? userID ?? ""
            guard let sentences = paragraph["sentences"]?.elements else {
                try builder.addUnparsed(
                    paragraph, path: path, to: conversation, zh: "段落没有 sentences，原文保留",
                    en: "the paragraph has no sentences; kept raw")
                continue
            }
            for (number, sentence) in sentences.enumerated() {
                let words = (sentence["words"]?.elements ?? []).compactMap { word in
                    word["text"]?.string.map {
                        ImportedWord(text: $0, start: word["start_time"]?.milliseconds, end: word["end_time"]?.milliseconds)
                    }
                }
                try builder.add(
                    RecognisedSentence(
                        speaker: label, userID: userID, text: sentence["text"]?.string ?? words.map(\.text).joined(),
                        start: sentence["start_time"]?.milliseconds, end: sentence["end_time"]?.milliseconds, words: words, node: sentence,
                        path: "\(path).sentences[\(number)]"),
                    to: conversation)
            }
        }
        if root[first: ["has_more", "more"]]?.bool == true {
            let end = root.bytes.upperBound
            builder.add(
                ImportedGap(
                    kind: .truncated, conversation: name,
                    detail: LocalizedText(zh: "has_more 为 true：后面还有段落未导出", en: "has_more is true: more paragraphs were not exported"),
                    place: builder.place(max(0, end - 1)..<end, path: "$")))
        }
    }
}
