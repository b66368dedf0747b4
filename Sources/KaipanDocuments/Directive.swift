/// A comment of a document that speaks to this tool: its text begins with `kaipan-`.
public struct Directive: Sendable, Hashable {
    /// What stands between the comment's marks, without white space around it.
    public var text: String
    /// The comment with its marks, in UTF-8 bytes of the first part's text.
    public var range: Range<Int>
    /// The number of the block that it stands in or, between blocks, of the next one; past the last where none follows.
    public var block: Int

    /// A comment as a directive, or nil where it speaks to somebody else.
    /// - Parameters:
    ///   - comment: the comment with its marks.
    ///   - start: where it begins in the source.
    init?(comment: some BidirectionalCollection<UInt8>, at start: Int, block: Int) {
        guard comment.starts(with: "<!--".utf8) else { return nil }
        var body = comment.dropFirst(4)
        for end in ["-->", "--!>"] where body.reversed().starts(with: end.utf8.reversed()) {
            body = body.dropLast(end.utf8.count)
            break
        }
        // Most comments are told apart by their first bytes.
        guard body.prefix(64).contains(UInt8(ascii: "k")) else { return nil }
        let text = String(decoding: body, as: UTF8.self).trimmingWhitespace()
        guard text.hasPrefix("kaipan-") else { return nil }
        self.text = text
        range = start..<start + comment.count
        self.block = block
    }
}
