import KaipanArchive
import KaipanText

/// What a seller said, or promised, that a complaint is about.
public struct ComplaintStatement: Sendable, Hashable {
    public var complaint: RecordID
    public var source: SourceReference
    public var text: String
    /// When it was said; nil where nobody knows.
    public var time: Timestamp?

    public init(complaint: RecordID, source: SourceReference, text: String, time: Timestamp? = nil) {
        self.complaint = complaint
        self.source = source
        self.text = text
        self.time = time
    }
}
