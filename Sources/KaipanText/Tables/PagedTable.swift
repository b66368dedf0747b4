/// A number for some of all scalars, in two literals: pages of 32 scalars, and which page a scalar is on.
struct PagedTable: Sendable {
    private let pages: PackedNumbers
    private let cells: PackedNumbers

    @inline(__always)
    init(pages: StaticString, cells: StaticString) {
        self.pages = PackedNumbers(pages)
        self.cells = PackedNumbers(cells)
    }

    /// A cell of two bytes; 0 where the table has nothing for the scalar.
    ///
    /// - Complexity: O(1).
    @inline(__always)
    func two(_ scalar: UInt32) -> Int {
        let position = position(scalar)
        return position == 0 ? 0 : cells.two(at: position * 2)
    }

    /// A cell of three bytes; 0 where the table has nothing for the scalar.
    ///
    /// - Complexity: O(1).
    @inline(__always)
    func three(_ scalar: UInt32) -> Int {
        let position = position(scalar)
        return position == 0 ? 0 : cells.three(at: position * 3)
    }

    /// The number of a scalar's cell; 0, which is a cell of the empty page, where there is none.
    @inline(__always)
    private func position(_ scalar: UInt32) -> Int {
        let entry = Int(scalar >> 5) * 2
        guard entry < pages.byteCount else { return 0 }
        let page = pages.two(at: entry)
        return page == 0 ? 0 : page << 5 | Int(scalar & 31)
    }
}
