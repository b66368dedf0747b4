/// What one imported file holds: conversations, what they refer to, and what is missing from them.
///
/// It is a view of the file: the file's own bytes stay the evidence, and every place in here leads back to them.
public struct ConversationImport: Sendable, Hashable {
    /// The format that the file was read as.
    public var format: ImportFormat
    /// The conversations in the order in which they begin in the file.
    public var conversations: [ImportedConversation]
    /// The files that messages refer to, in the order of the messages; utterances name them by index.
    public var media: [ImportedMediaReference]
    /// What is missing or does not fit, of all conversations, in the order of the file.
    public var gaps: [ImportedGap]
    /// The first and the last sequence number of the file, where its source numbers messages through all files.
    public var sequence: ClosedRange<Int64>?
    /// What a person should look at; nothing here kept the file from being read.
    public var warnings: [ImportWarning]

    public init(
        format: ImportFormat, conversations: [ImportedConversation] = [], media: [ImportedMediaReference] = [],
        gaps: [ImportedGap] = [], sequence: ClosedRange<Int64>? = nil, warnings: [ImportWarning] = []
    ) {
        self.format = format
        self.conversations = conversations
        self.media = media
        self.gaps = gaps
        self.sequence = sequence
        self.warnings = warnings
    }

    /// How many utterances all conversations have.
    public var utteranceCount: Int { conversations.reduce(0) { $0 + $1.utterances.count } }
}
