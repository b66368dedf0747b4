import KaipanText

/// Evidence that something was shown to the participants.
public struct ImportedShownDocument: Sendable, Hashable {
    public var kind: Kind
    /// The document's name; nil for a screen.
    public var name: String?
    /// The index of who showed it among the participants.
    public var by: Int?
    public var from: Timestamp?
    public var to: Timestamp?
    /// The id of the call in its source (`voiceid`, `voipid`), which joins a call and what was shown in it.
    public var callID: String?
    /// The index of the file in the import's `media`.
    public var media: Int?
    /// The number of the utterance that tells of it.
    public var utterance: Int
    public var place: ImportPlace

    public enum Kind: String, Sendable, CaseIterable, Codable {
        /// A file presented during a call.
        case presentedFile = "presented-file"
        case sharedScreen = "shared-screen"
        /// A file given to everybody in a call.
        case sharedFile = "shared-file"
    }

    public init(
        kind: Kind, name: String? = nil, by: Int? = nil, from: Timestamp? = nil, to: Timestamp? = nil, callID: String? = nil,
        media: Int? = nil, utterance: Int, place: ImportPlace
    ) {
        self.kind = kind
        self.name = name
        self.by = by
        self.from = from
        self.to = to
        self.callID = callID
        self.media = media
        self.utterance = utterance
        self.place = place
    }
}
