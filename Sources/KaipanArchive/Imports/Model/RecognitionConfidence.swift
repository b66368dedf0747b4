/// How far the words of an utterance can be relied on.
public struct RecognitionConfidence: Sendable, Hashable {
    /// Whisper's probability that nobody speaks, 0…1.
    public var noSpeechProbability: Double?
    /// Whisper's mean logarithm of the tokens' probabilities, 0 or below.
    public var averageLogProbability: Double?
    /// How well gzip compresses the text; what repeats itself is often invented.
    public var compressionRatio: Double?
    /// Why the words are doubtful; empty where nothing speaks against them.
    public var doubts: Set<Doubt>

    /// A reason to listen to the recording.
    public enum Doubt: String, Sendable, CaseIterable, Codable {
        case noSpeech = "no-speech"
        case lowProbability = "low-probability"
        case repetitive
        /// Somebody else speaks at the same time.
        case overlap
        /// The recogniser does not call it final.
        case notFinal = "not-final"
        /// Bytes that are no characters were replaced.
        case undecodable
    }

    public init(
        noSpeechProbability: Double? = nil, averageLogProbability: Double? = nil, compressionRatio: Double? = nil, doubts: Set<Doubt> = []
    ) {
        self.noSpeechProbability = noSpeechProbability
        self.averageLogProbability = averageLogProbability
        self.compressionRatio = compressionRatio
        self.doubts = doubts
    }

    public var isDoubtful: Bool { !doubts.isEmpty }
}
