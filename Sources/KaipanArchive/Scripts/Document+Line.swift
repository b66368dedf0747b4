import KaipanDocuments

extension Document {
    /// The line of its part in which a block begins, from 1.
    func line(of block: Block) -> Int {
        guard let start = sourceRanges(of: block.range).first?.lowerBound, parts.indices.contains(block.part) else { return 1 }
        var lines = LineIndex(parts[block.part])
        return lines.position(ofText: start).line
    }
}
