import KaipanText

/// Something said, written or sent in a conversation.
public struct ImportedUtterance: Sendable, Hashable {
    /// The number in its conversation, from 0, in the order of the source.
    public var ordinal: Int
    /// The index of the speaker among the participants; nil where the source names none.
    public var speaker: Int?
    public var kind: UtteranceKind
    /// The words as the source has them; of a message without words what it shows, such as a file's name. Parts stand on lines of
    /// their own.
    public var text: String
    /// Milliseconds since the conversation's start, from 0; nil where the source has no times.
    public var start: Int64?
    /// Milliseconds since the conversation's start, not before `start`; nil for what has no duration.
    public var end: Int64?
    /// The moment that the source itself names.
    public var time: Timestamp?
    /// The id of the message in its source, by which recalls and other files refer to it.
    public var messageID: String?
    /// Its number in the source's sequence.
    public var sequence: Int64?
    /// Indices of the files that it refers to, in the import's `media`.
    public var media: [Int]
    /// The words with their times, where the recogniser gives them.
    public var words: [ImportedWord]
    public var confidence: RecognitionConfidence
    /// Whether the sender took the message back; its text is kept.
    public var isRecalled: Bool
    /// The raw form of a message of unknown type, byte for byte.
    public var raw: String?
    /// Where it stands in the file.
    public var place: ImportPlace

    public init(
        ordinal: Int, speaker: Int? = nil, kind: UtteranceKind = .speech, text: String, start: Int64? = nil, end: Int64? = nil,
        time: Timestamp? = nil, messageID: String? = nil, sequence: Int64? = nil, media: [Int] = [], words: [ImportedWord] = [],
        confidence: RecognitionConfidence = RecognitionConfidence(), isRecalled: Bool = false, raw: String? = nil, place: ImportPlace
    ) {
        self.ordinal = ordinal
        self.speaker = speaker
        self.kind = kind
        self.text = text
        self.start = start
        self.end = end
        self.time = time
        self.messageID = messageID
        self.sequence = sequence
        self.media = media
        self.words = words
        self.confidence = confidence
        self.isRecalled = isRecalled
        self.raw = raw
        self.place = place
    }
}
