import KaipanText

/// Folds a text and checks that every range finds its way back.
public func checkFolding(_ text: [UInt8]) {
    let folded = Folded(text)
    let bytes = folded.bytes
    require(isValidUTF8(bytes), "the folded text is no UTF-8")
    require(count(of: 0x0A, in: bytes) == count(of: 0x0A, in: text), "folding joined or cut blocks")

    var start = 0
    var last = 0..<0
    while start < bytes.count {
        var end = start + 1
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        let original = folded.map.originalRange(of: start..<end)
        require(original.lowerBound >= 0 && original.upperBound <= text.count, "\(original) of \(text.count)")
        require(!original.isEmpty, "\(start)..<\(end) comes from nothing at \(original)")
        require(
            isBoundary(original.lowerBound, in: text) && isBoundary(original.upperBound, in: text), "\(original) cuts a character")
        require(original.lowerBound >= last.upperBound || original == last, "\(original) after \(last)")
        // A line feed ends a block: it is one on both sides.
        require((bytes[start] == 0x0A) == text[original].elementsEqual([0x0A]), "\(original) and a line feed")
        let back = folded.map.foldedOffset(of: original.lowerBound)
        require(back <= start && back >= 0, "\(original.lowerBound) leads to \(back), not \(start)")
        last = original
        start = end
    }
    require(folded.map.originalRange(of: 0..<bytes.count).upperBound <= text.count, "the whole is longer than the text")

    var previous = -1
    for gap in folded.gaps {
        require(gap.offset > previous && gap.offset < bytes.count, "gap at \(gap.offset) of \(bytes.count)")
        require(isBoundary(gap.offset, in: bytes), "gap inside a character")
        previous = gap.offset
    }
    require(folded.gaps(inside: 0..<bytes.count).count == folded.gaps.count { $0.offset > 0 }, "gaps inside")

    let again = Folded(bytes)
    require(again.bytes == bytes, "\(Array(bytes.prefix(60))) folds again to \(Array(again.bytes.prefix(60)))")

    // Every block folds by itself to what it folds to amid the others.
    let whole = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let alone = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (block, original) in zip(whole, alone) {
        require(Folded(Array(original)).bytes.elementsEqual(block), "a block folds otherwise by itself")
    }
}

private func count(of byte: UInt8, in bytes: [UInt8]) -> Int { bytes.reduce(0) { $1 == byte ? $0 + 1 : $0 } }
