/// The rows of an index file with a note of those that an import drops.
final class StoredRows {
    let reader: IndexReader
    private var isGone: [Bool]
    /// The rows that are not dropped.
    private(set) var liveCount: Int

    init(_ file: IndexFile) {
        reader = IndexReader(file)
        liveCount = file.header.rowCount
        isGone = [Bool](repeating: false, count: liveCount)
    }

    var count: Int { isGone.count }

    func isDropped(_ row: Int) -> Bool { isGone[row] }

    /// The numbers of the dropped rows, ascending.
    var dropped: [UInt32] { isGone.indices.lazy.filter { self.isGone[$0] }.map { UInt32($0) } }

    /// - Parameter row: any number; one that comes from a damaged page may be that of no row.
    func drop(_ row: Int) {
        guard isGone.indices.contains(row), !isGone[row] else { return }
        isGone[row] = true
        liveCount -= 1
    }

    /// Drops the rows of a register and returns how many there were.
    func drop(_ register: RegisterKind) -> Int {
        let before = liveCount
        for row in isGone.indices where !isGone[row] && reader.register(ofRow: row) == register { drop(row) }
        return before - liveCount
    }
}
