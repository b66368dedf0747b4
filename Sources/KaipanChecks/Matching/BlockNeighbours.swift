import KaipanDocuments
import KaipanText

/// What a reader takes in together with a block: the rest of its table row, the table's head and caption, a picture's note.
struct BlockNeighbours {
    private let blocks: [Block]
    /// The first cell of the table that a block belongs to, -1 outside tables.
    private let tableStarts: [Int]

    /// Complexity: O(n) in the number of blocks.
    init(_ blocks: [Block]) {
        self.blocks = blocks
        var starts: [Int] = []
        starts.reserveCapacity(blocks.count)
        for (index, block) in blocks.enumerated() {
            guard let cell = block.cell else {
                starts.append(-1)
                continue
            }
            // Rows count upwards inside a table, so a smaller one begins the next.
            if index > 0, starts[index - 1] >= 0, let last = blocks[index - 1].cell, last.row <= cell.row,
                last.row < cell.row || last.column <= cell.column
            {
                starts.append(starts[index - 1])
            } else {
                starts.append(index)
            }
        }
        tableStarts = starts
    }

    /// What kind of stretch a block is read in.
    enum Setting {
        case alone
        case table
        case picture
    }

    /// How a block is read.
    func setting(of index: Int) -> Setting {
        guard blocks.indices.contains(index) else { return .alone }
        if tableStarts[index] >= 0 { return .table }
        return isPicture(index) || isNote(index) && (isPicture(index - 1) || isPicture(index + 1)) ? .picture : .alone
    }

    /// The indices of the blocks that are read together with one, itself among them.
    ///
    /// For a cell: its row, the cells of the first row that head its column, and a caption right before or behind the table.
    /// For a picture: the caption or note next to it, and the text right behind it.
    ///
    /// Complexity: O(w) in the width of the table, and O(n) in its cells where it has a caption behind it.
    func together(with index: Int) -> [Int] {
        switch setting(of: index) {
        case .alone: [index]
        case .table: table(around: index)
        case .picture: picture(around: index)
        }
    }

    private func table(around index: Int) -> [Int] {
        guard let cell = blocks[index].cell else { return [index] }
        let start = tableStarts[index]
        let isInTable = { (other: Int) in tableStarts.indices.contains(other) && tableStarts[other] == start }
        var found: [Int] = []
        if isCaption(start - 1) { found.append(start - 1) }
        var head = start
        while isInTable(head), let other = blocks[head].cell, other.row == 1, cell.row > 1 {
            if other.column == cell.column { found.append(head) }
            head += 1
        }
        var first = index
        while isInTable(first - 1), blocks[first - 1].cell?.row == cell.row { first -= 1 }
        var last = index
        while isInTable(last + 1), blocks[last + 1].cell?.row == cell.row { last += 1 }
        found += first...last
        while isInTable(last + 1) { last += 1 }
        if isCaption(last + 1) { found.append(last + 1) }
        return found
    }

    private func picture(around index: Int) -> [Int] {
        var found = [index]
        if isNote(index - 1) || isPicture(index - 1) { found.insert(index - 1, at: 0) }
        if isNote(index + 1) || isPicture(index + 1) || isPicture(index) && isText(index + 1) { found.append(index + 1) }
        return found
    }

    private func isCaption(_ index: Int) -> Bool { role(index) == .caption }
    private func isPicture(_ index: Int) -> Bool { role(index) == .alternativeText }
    private func isNote(_ index: Int) -> Bool { role(index) == .caption || role(index) == .note }
    private func isText(_ index: Int) -> Bool { role(index) == .paragraph || role(index) == .listItem }
    private func role(_ index: Int) -> BlockRole? { blocks.indices.contains(index) ? blocks[index].role : nil }
}
