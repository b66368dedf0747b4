import KaipanArchive

/// What a complaint is about in the archive.
public struct TouchedRecords: Sendable, Hashable {
    /// An utterance by its conversation and number.
    public struct Said: Sendable, Hashable {
        public var conversation: RecordID
        public var utterance: Int

        public init(conversation: RecordID, utterance: Int) {
            self.conversation = conversation
            self.utterance = utterance
        }
    }

    public var conversations: [RecordID] = []
    public var signings: [RecordID] = []
    public var promises: [RecordID] = []
    /// The seller's words that share most with the complaint's.
    public var said: [Said] = []
    /// Whether the member was allowed to search; without it `said` is empty.
    public var isSearched = false

    public init() {}
}
