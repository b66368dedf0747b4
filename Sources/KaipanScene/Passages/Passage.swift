import KaipanText

/// Words with where they stand and who is behind them: an utterance, a message, a clause.
public struct Passage: Sendable, Hashable {
    /// Whose words they are.
    public enum Role: String, Sendable, Hashable, CaseIterable {
        case seller, customer, other, unknown
    }

    public var source: SourceReference
    public var role: Role
    /// As they stand in the source.
    public var text: String
    /// By the source's clock.
    public var time: Timestamp?
    /// Since the recording began, in milliseconds.
    public var start: Int64?
    /// Since the recording began, in milliseconds.
    public var end: Int64?
    /// Recognition was not sure, or several spoke at once.
    public var isDoubtful: Bool

    public init(
        source: SourceReference, role: Role, text: String, time: Timestamp? = nil, start: Int64? = nil, end: Int64? = nil,
        isDoubtful: Bool = false
    ) {
        self.source = source
        self.role = role
        self.text = text
        self.time = time
        self.start = start
        self.end = end
        self.isDoubtful = isDoubtful
    }
}
