import KaipanText

/// A conversation as its source tells it.
public struct ImportedConversation: Sendable, Hashable {
    /// What the source knows it by: a room's id, the two users of a private chat joined by a space, the name of the file.
    ///
    /// The same key in another file of the same source is the same conversation.
    public var key: String
    /// What the source calls it.
    public var title: String?
    /// How it was held, where the source or the caller tells.
    public var medium: ConversationMedium?
    /// When it began; nil where the source counts from the start of a recording and the caller knows no more.
    public var start: Timestamp?
    /// Who takes part, in the order in which they appear.
    public var participants: [ImportedParticipant]
    /// What was said and sent, in the order of the source.
    public var utterances: [ImportedUtterance]
    /// Documents and screens that were shown.
    public var shown: [ImportedShownDocument]
    /// Answers to the question whether the conversation may be kept.
    public var consents: [ImportedConsent]
    /// The language that the source names, as it names it.
    public var language: String?

    public init(
        key: String, title: String? = nil, medium: ConversationMedium? = nil, start: Timestamp? = nil,
        participants: [ImportedParticipant] = [], utterances: [ImportedUtterance] = [], shown: [ImportedShownDocument] = [],
        consents: [ImportedConsent] = [], language: String? = nil
    ) {
        self.key = key
        self.title = title
        self.medium = medium
        self.start = start
        self.participants = participants
        self.utterances = utterances
        self.shown = shown
        self.consents = consents
        self.language = language
    }

    /// When an utterance was made: as the source says, else counted from the start; nil where neither is known.
    public func time(of utterance: ImportedUtterance) -> Timestamp? {
        if let time = utterance.time { return time }
        guard let start, let offset = utterance.start else { return nil }
        return start.advanced(by: offset)
    }

    /// The role of an utterance's speaker; `unknown` where nobody is named.
    public func role(of utterance: ImportedUtterance) -> SpeakerRole {
        utterance.speaker.map { participants[$0].role } ?? .unknown
    }
}
