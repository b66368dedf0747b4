import KaipanText

/// What the person who imports a file knows about it.
public struct ImportContext: Sendable {
    public var options = ImportOptions()
    public var project: RecordID?
    public var unit: RecordID?
    public var customer: RecordID?
    public var agent: RecordID?
    public var visit: RecordID?
    /// Where the files are that messages refer to; nil where there are none, which makes each a gap.
    public var mediaFolder: String?
    /// The recordings themselves, of a file that is a transcript of them.
    public var recordings: [Recording] = []
    /// Checks the seller's words; nil leaves that out.
    public var check: ConversationCheck?

    /// A file of sound or video of a conversation.
    public struct Recording: Sendable, Hashable {
        public var path: String
        /// Beside the times of the transcript; nil where it is not known.
        public var alignment: MediaAlignment?

        public init(path: String, alignment: MediaAlignment? = nil) {
            self.path = path
            self.alignment = alignment
        }
    }

    public init() {}

    var links: [Link] {
        [(.project, project), (.unit, unit), (.customer, customer), (.agent, agent), (.visit, visit)]
            .compactMap { (relation: Relation, id: RecordID?) in id.map { Link(relation, $0) } }
    }
}
