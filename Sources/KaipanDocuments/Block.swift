import KaipanText

/// A stretch of a document that is read as one: no finding ever joins two of them.
public struct Block: Sendable {
    /// Where the block stands in the document's text, in UTF-8 bytes.
    public var range: Range<Int>
    public var role: BlockRole
    /// Whether a reader does not see it without doing something for it.
    public var isHidden: Bool
    /// Whether nearly all of it is a link: the teaser of another page, or a way there.
    public var isLink = false
    /// The index of the part that it was read from.
    public var part: Int
    /// Row and column of a table cell, from 1.
    public var cell: Cell?
    /// Who speaks, where the document says so.
    public var speaker: Speaker?
    /// The speaker's name and the time of an utterance, as the document writes them.
    public var utterance: Utterance?
    /// The node of the path tree that tells where in the markup the block begins.
    var path: PathTree.Node?

    /// The place of a table cell.
    public struct Cell: Sendable, Hashable {
        public var row: Int
        public var column: Int
        public init(row: Int, column: Int) {
            self.row = row
            self.column = column
        }
    }

    /// What a document tells of an utterance besides its words.
    public struct Utterance: Sendable, Hashable {
        public var name: String?
        public var time: String?
        public init(name: String? = nil, time: String? = nil) {
            self.name = name
            self.time = time
        }
    }
}
