/// Maps ranges of a folded text back to the text that it was made from.
///
/// Only places where lengths differ are kept: between two edits both texts run in step, so a replacement of equal
/// length costs nothing. Offsets are UTF-8 bytes, ranges are half open.
public struct OffsetMap: Sendable, Equatable {
    /// A stretch whose folded form has another length than its original.
    package struct Edit: Sendable, Equatable {
        package var folded: UInt32
        package var original: UInt32
        package var foldedLength: UInt32
        package var originalLength: UInt32
    }

    package private(set) var edits: [Edit] = []

    package init() {}

    package mutating func append(_ edit: Edit) {
        if let last = edits.last,
            last.folded + last.foldedLength == edit.folded, last.original + last.originalLength == edit.original,
            last.foldedLength == 0, edit.foldedLength == 0
        {
            edits[edits.count - 1].originalLength += edit.originalLength
            return
        }
        edits.append(edit)
    }

    package mutating func removeLast() { edits.removeLast() }

    /// Forgets the edits behind the first `count`, and what a merge added to the last one kept is not their concern.
    package mutating func truncate(to count: Int) { edits.removeLast(edits.count - count) }

    /// The range of the original text that gave a range of the folded one.
    ///
    /// A boundary inside an expansion widens to the whole original character; characters that folding dropped count
    /// only when they lie strictly inside. Complexity: O(log n) in the number of edits.
    /// - Parameter folded: a half-open range of UTF-8 byte offsets into the folded text.
    public func originalRange(of folded: Range<Int>) -> Range<Int> {
        let lower = lowerBound(folded.lowerBound)
        guard !folded.isEmpty else { return lower..<lower }
        return lower..<max(lower, upperBound(folded.upperBound))
    }

    /// The number of edits that start at or before an offset.
    private func editCount(through offset: Int) -> Int {
        var low = 0
        var high = edits.count
        while low < high {
            let middle = (low + high) / 2
            if Int(edits[middle].folded) <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func lowerBound(_ offset: Int) -> Int {
        let count = editCount(through: offset)
        guard count > 0 else { return offset }
        let edit = edits[count - 1]
        let distance = offset - Int(edit.folded)
        if distance < Int(edit.foldedLength) { return Int(edit.original) }
        return Int(edit.original + edit.originalLength) + distance - Int(edit.foldedLength)
    }

    private func upperBound(_ offset: Int) -> Int {
        // Edits that start exactly at the end lie behind the range and must not widen it.
        let count = editCount(through: offset - 1)
        guard count > 0 else { return offset }
        let edit = edits[count - 1]
        let distance = offset - Int(edit.folded)
        if distance <= Int(edit.foldedLength) { return Int(edit.original + edit.originalLength) }
        return Int(edit.original + edit.originalLength) + distance - Int(edit.foldedLength)
    }

    /// The offset in the folded text that corresponds to an offset of the original: the first folded byte at or after it.
    ///
    /// Complexity: O(log n) in the number of edits.
    public func foldedOffset(of original: Int) -> Int {
        var low = 0
        var high = edits.count
        while low < high {
            let middle = (low + high) / 2
            if Int(edits[middle].original) < original { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return original }
        let edit = edits[low - 1]
        let distance = original - Int(edit.original)
        if distance < Int(edit.originalLength) { return Int(edit.folded + edit.foldedLength) }
        return Int(edit.folded + edit.foldedLength) + distance - Int(edit.originalLength)
    }
}
