import KaipanText

/// A paragraph of a Word document while it is read, or a text that stands beside one.
struct WordParagraph {
    /// A run of text with its place in the part.
    enum Piece {
        case literal(Range<Int>)
        case replaced([UInt8], Range<Int>)
        case space(Range<Int>)
        case lineBreak
    }

    var node: PathTree.Node
    var cell: Block.Cell?
    /// The role, where it is known before the properties are.
    var role: BlockRole?
    var isHidden = false
    var pieces: [Piece] = []
    /// What stands beside it and is read behind it: hidden runs, alternative texts, text boxes.
    var following: [WordParagraph] = []

    var style: String?
    var outlineLevel: Int?
    var isNumbered: Bool?
    /// How many text boxes and alternative texts it has had.
    var boxes = 0
    var alternatives = 0
    /// Whether the text that came last went to a hidden paragraph behind, so that more of it belongs there.
    var endsHidden = false
    /// Whether its text is taken without a text element around it, as a property's is.
    var takesAllText = false

    mutating func append(_ new: [Piece]) {
        for piece in new {
            if case .literal(let range) = piece, case .literal(let last)? = pieces.last, last.upperBound == range.lowerBound {
                pieces[pieces.count - 1] = .literal(last.lowerBound..<range.upperBound)
            } else {
                pieces.append(piece)
            }
        }
    }
}
