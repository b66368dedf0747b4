import KaipanText

/// Words that a statement rests on, with the place where they stand.
public struct SceneCitation: Sendable, Hashable, Encodable {
    public var text: String
    public var source: SceneSource
    /// By the source's clock.
    public var time: Timestamp?
    /// Since the recording began, in milliseconds.
    public var start: Int64?

    public init(text: String, source: SceneSource, time: Timestamp? = nil, start: Int64? = nil) {
        self.text = text
        self.source = source
        self.time = time
        self.start = start
    }
}
