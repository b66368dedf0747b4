/// The copy of a text that rules are matched against, with the way back to the original.
///
/// Folding applies, scalar by scalar, NFKC, lower case, half width and simplified characters; it drops zero-width
/// characters, and single spaces, single decorations and quotation marks that set Han characters apart. Numerals stay as they are:
/// 第一, 唯一 and 统一 would break otherwise. Blocks, which a line feed separates, never influence each other.
public struct Folded: Sendable {
    /// The folded text as UTF-8.
    public let bytes: [UInt8]
    /// The way from offsets in `bytes` back to the text that was folded.
    public let map: OffsetMap
    /// The places where characters that set Han characters apart were dropped, in order.
    public let gaps: [Gap]

    /// A place between two folded characters where something that a reader sees was dropped.
    public struct Gap: Sendable, Equatable {
        /// What stood there; `punctuation` is a quotation mark or a slash, which set nothing apart that belongs together.
        public enum Kind: Sendable { case space, decoration, lineBreak, punctuation }
        /// The UTF-8 offset in the folded text.
        public let offset: Int
        public let kind: Kind
    }

    /// Folds a text.
    ///
    /// Complexity: O(n); a common Han character costs two table loads.
    /// - Parameter text: UTF-8, with a line feed between blocks and U+2028 for a line break inside a block.
    public init(_ text: [UInt8]) {
        var folder = Folder(table: ScalarTable.shared, capacity: text.count)
        text.withUnsafeBufferPointer { folder.fold($0) }
        self = folder.finish()
    }

    /// Folds a short text such as a pattern or a name.
    public init(_ text: String) {
        self.init(Array(text.utf8))
    }

    init(bytes: [UInt8], map: OffsetMap, gaps: [Gap]) {
        self.bytes = bytes
        self.map = map
        self.gaps = gaps
    }

    /// The gaps that lie strictly inside a range of the folded text.
    ///
    /// Complexity: O(log n + k).
    /// - Parameter range: a half-open range of UTF-8 offsets in the folded text.
    public func gaps(inside range: Range<Int>) -> ArraySlice<Gap> {
        let start = gapIndex(after: range.lowerBound)
        var end = start
        while end < gaps.count, gaps[end].offset < range.upperBound { end += 1 }
        return gaps[start..<end]
    }

    /// The index of the first gap that lies behind an offset.
    package func gapIndex(after offset: Int) -> Int {
        var low = 0
        var high = gaps.count
        while low < high {
            let middle = (low + high) / 2
            if gaps[middle].offset <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The folded text of a range, for messages and tests.
    public func string(in range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}
