import KaipanArchive
import KaipanText

/// What is handed over: whose records, and which of what was said.
public struct EvidenceSelection: Sendable, Hashable {
    /// Which utterances of a conversation are opened.
    public enum Utterances: Sendable, Hashable {
        case all
        /// Those with these numbers, from 0.
        case numbers(Set<Int>)
        /// None: the conversation is proved to be there, no more.
        case none
    }

    /// For a customer: their own data, other persons' redacted.
    public struct Copy: Sendable, Hashable {
        /// Whose copy it is; their own record is opened, no other customer's.
        public var customer: RecordID
        /// Names of other persons, which are redacted.
        public var names: [String]
        /// Names that may stay beside the customer's own: of those who served them, of their household.
        public var known: [String]
        /// Of the replacements.
        public var language: Language

        public init(customer: RecordID, names: [String] = [], known: [String] = [], language: Language = .chinese) {
            self.customer = customer
            self.names = names
            self.known = known
            self.language = language
        }
    }

    /// Each with its transcripts, gaps, documents shown, recordings, annotations and the file it was read from.
    public var conversations: [RecordID: Utterances]
    /// Others: documents, scripts, the signing, the customer, a complaint; all versions of each.
    public var records: [RecordID]
    /// Nil for the full package.
    public var copy: Copy?

    public init(conversations: [RecordID: Utterances] = [:], records: [RecordID] = [], copy: Copy? = nil) {
        self.conversations = conversations
        self.records = records
        self.copy = copy
    }

    /// Everything that is named, in a fixed order.
    package var subjects: [RecordID] { Set(records).union(conversations.keys).sorted() }
}
