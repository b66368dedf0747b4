/// A word of an utterance with its time.
public struct ImportedWord: Sendable, Hashable {
    public var text: String
    /// Milliseconds since the conversation's start; nil where the recogniser gives none for this word.
    public var start: Int64?
    /// Milliseconds since the conversation's start.
    public var end: Int64?
    /// The recogniser's own measure, 0…1.
    public var probability: Double?

    public init(text: String, start: Int64?, end: Int64?, probability: Double? = nil) {
        self.text = text
        self.start = start
        self.end = end
        self.probability = probability
    }
}
