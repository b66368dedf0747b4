import KaipanText

/// An utterance that a search found.
public struct SearchHit: Sendable, Hashable {
    /// Of the utterance in the archive.
    public var id: Int64
    public var conversation: RecordID
    /// In its conversation, from 0.
    public var number: Int
    public var role: Utterance.Role
    /// Which of the conversation's participants, from 0; −1 where nobody is named.
    public var speaker: Int
    /// By the source's clock, otherwise by when the conversation began; nil where neither is known.
    public var time: Timestamp?
    /// As it stands in the source.
    public var text: String
    /// Where the words of the query stand in `text`, in UTF-8 offsets: ascending, apart from each other; none for fields.
    public var matches: [Range<Int>]
}
