import KaipanText

/// A part of a conversation that nobody can hear: something may have been said there.
public struct RecordingGap: Sendable, Hashable {
    /// The passage behind which it begins, in the list; −1 before the first.
    public var after: Int
    /// In milliseconds; nil where nobody knows.
    public var length: Int64?
    /// What is missing, as it is told to people; nil where it has no name.
    public var name: LocalizedText?

    public init(after: Int, length: Int64? = nil, name: LocalizedText? = nil) {
        self.after = after
        self.length = length
        self.name = name
    }
}
