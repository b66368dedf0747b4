/// A clause in a document: what is shown while it is explained.
public struct ClausePlace: Sendable, Hashable {
    /// The document's record.
    public var document: String
    public var title: String
    public var clause: String
    /// From 1; nil where nobody said.
    public var page: Int?
    /// Left, top, width and height on the page in the document's own units; empty where nobody said.
    public var box: [Int]

    public init(document: String, title: String, clause: String, page: Int? = nil, box: [Int] = []) {
        self.document = document
        self.title = title
        self.clause = clause
        self.page = page
        self.box = box
    }
}
