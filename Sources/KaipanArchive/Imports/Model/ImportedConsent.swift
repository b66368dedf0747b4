import KaipanText

/// A participant's answer to the question whether the conversation may be kept.
public struct ImportedConsent: Sendable, Hashable {
    /// The index of who answered among the participants.
    public var participant: Int
    public var isGiven: Bool
    /// When, by the source's own field, else by the message's time.
    public var time: Timestamp?
    /// The number of the utterance that tells of it.
    public var utterance: Int
    public var place: ImportPlace

    public init(participant: Int, isGiven: Bool, time: Timestamp?, utterance: Int, place: ImportPlace) {
        self.participant = participant
        self.isGiven = isGiven
        self.time = time
        self.utterance = utterance
        self.place = place
    }
}
