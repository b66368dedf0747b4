import KaipanText

/// A sentence as recognition services give it, whatever they call its parts.
struct RecognisedSentence {
    /// How the service names the speaker; empty where it does not.
    var speaker = ""
    var userID: String?
    var channel: Int?
    var text: String
    /// Milliseconds since the start of the recording.
    var start: Int64?
    var end: Int64?
    var words: [ImportedWord] = []
    var confidence = RecognitionConfidence()
    /// The sentence's object.
    var node: JSONNode
    var path: String
}

extension ImportBuilder {
    /// Adds a sentence of a recording.
    mutating func add(_ sentence: RecognisedSentence, to conversation: Int) throws(ImportError) {
        let place = place(sentence.node.bytes, path: sentence.path)
        let label = sentence.speaker.isEmpty ? sentence.channel.map(String.init) ?? "" : sentence.speaker
        let speaker = participant(
            ImportedParticipant(label: label, userID: sentence.userID, channel: sentence.channel), in: conversation)
        if sentence.start == nil {
            warn(zh: "没有可用的开始时间", en: "it has no start that can be read", at: place)
        }
        try add(
            ImportedUtterance(
                ordinal: 0, speaker: speaker, text: sentence.text, start: sentence.start, end: sentence.end, words: sentence.words,
                confidence: sentence.confidence, place: place),
            to: conversation)
    }

    /// Keeps what stands where a sentence should and is none.
    mutating func addUnparsed(_ node: JSONNode, path: String, to conversation: Int, zh: String, en: String) throws(ImportError) {
        let place = place(node.bytes, path: path)
        try add(
            ImportedUtterance(
                ordinal: 0, kind: .other, text: "", raw: String(decoding: source.text[node.bytes], as: UTF8.self), place: place),
            to: conversation)
        add(
            ImportedGap(
                kind: .unparsed, conversation: key(of: conversation), detail: LocalizedText(zh: zh, en: en), place: place))
    }
}
