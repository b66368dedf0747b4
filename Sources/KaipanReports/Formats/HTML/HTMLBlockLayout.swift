import KaipanDocuments

/// The pieces in which a document's blocks are shown, and which of them may be folded away.
struct HTMLBlockLayout {
    /// Blocks that are shown as one element.
    struct Piece {
        enum Kind: Equatable {
            case single
            case item
            /// A row of the table with that number.
            case row(table: Int)
        }

        var kind: Kind
        var blocks: Range<Int>
    }

    /// Pieces one behind the other, all open or all folded.
    struct Stretch {
        var pieces: ArraySlice<Piece>
        var isFolded: Bool
    }

    /// Open pieces on either side of one with a finding, for its context.
    private static let context = 2
    /// Fewer pieces are not worth a fold.
    private static let leastFold = 6

    let stretches: [Stretch]

    /// - Parameter isMarked: whether the block with an index carries a finding.
    init(_ blocks: [Block], isMarked: (Int) -> Bool) {
        let pieces = Self.pieces(of: blocks)
        var isOpen = [Bool](repeating: false, count: pieces.count)
        for (index, piece) in pieces.enumerated() where piece.blocks.contains(where: isMarked) {
            for near in max(0, index - Self.context)...min(pieces.count - 1, index + Self.context) { isOpen[near] = true }
        }
        var stretches: [Stretch] = []
        var start = 0
        while start < pieces.count {
            let end = isOpen[start...].firstIndex { $0 != isOpen[start] } ?? pieces.count
            let isFolded = !isOpen[start] && end - start >= Self.leastFold
            if !isFolded, let last = stretches.last, !last.isFolded {
                stretches[stretches.count - 1].pieces = pieces[last.pieces.startIndex..<end]
            } else {
                stretches.append(Stretch(pieces: pieces[start..<end], isFolded: isFolded))
            }
            start = end
        }
        self.stretches = stretches
    }

    private static func pieces(of blocks: [Block]) -> [Piece] {
        var pieces: [Piece] = []
        var table = 0
        var last: Block.Cell?
        for (index, block) in blocks.enumerated() {
            defer { last = block.cell }
            guard let cell = block.cell else {
                pieces.append(Piece(kind: block.role == .listItem ? .item : .single, blocks: index..<index + 1))
                continue
            }
            let goesOn = last.map { ($0.row, $0.column) <= (cell.row, cell.column) } ?? false
            if !goesOn { table += 1 }
            if goesOn, last?.row == cell.row {
                pieces[pieces.count - 1].blocks = pieces[pieces.count - 1].blocks.lowerBound..<index + 1
            } else {
                pieces.append(Piece(kind: .row(table: table), blocks: index..<index + 1))
            }
        }
        return pieces
    }
}
