/// From where on a recogniser's own measures make an utterance doubtful; the defaults are those at which Whisper tries again.
public struct DoubtThresholds: Sendable, Hashable, Codable {
    /// Probability that nobody speaks, 0…1; above it the words are doubtful.
    public var noSpeech = 0.6
    /// Mean logarithm of the tokens' probabilities; below it the words are doubtful.
    public var logProbability = -1.0
    /// Compression ratio; above it the words are doubtful.
    public var compressionRatio = 2.4

    public init() {}
}
