/// The supplement: a small file beside the cache's own, with the automata that texts needed after that one was written.
///
/// Without it each run would make them again, or write a hundred megabytes for the sake of a few.
extension RuleCache {
    var supplementPath: String { Self.supplementPath(of: path) }

    static func supplementPath(of path: String) -> String { path + ".more" }

    /// What the supplement holds; empty where there is none or its sums are wrong.
    func supplement() -> AutomatonPool {
        var pool = AutomatonPool()
        guard let file = MappedFile(supplementPath), let head = Head(file.bytes), let pieces = head.ranges(in: file.bytes.count) else { return pool }
        let index = UnsafeRawBufferPointer(rebasing: file.bytes[pieces[0]])
        var archive = ArchiveReader(index)
        guard checksum(index, head.lengths) == head.sum, let starts = try? archive.numbers(), let headSums = try? archive.numbers(),
            let sum = try? archive.raw(CacheSum.size), archive.isAtEnd, starts.count == headSums.count + 1,
            starts.last.map(Int.init) == pieces[2].count, zip(starts, starts.dropFirst()).allSatisfy(<=)
        else { return pool }
        let text = UnsafeRawBufferPointer(rebasing: file.bytes[pieces[1]])
        guard CacheSum.of(text) == Array(sum) else { return pool }
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (place, line) in lines.prefix(headSums.count).enumerated() {
            let image = pieces[2].lowerBound + Int(starts[place])..<pieces[2].lowerBound + Int(starts[place + 1])
            pool.add(line, StoredAutomaton(file: file, image: image, headSum: headSums[place]))
        }
        return pool
    }

    /// Writes what the file lacks and this run or an earlier one made.
    ///
    /// Of two runs at once the later one's stays; the other's automata are made again.
    func saveSupplement(of automata: PatternAutomata) {
        guard let later = automata.madeLater(), !later.isEmpty,
            !later.contains(where: { $0.expression.contains(UInt8(ascii: "\n")) })
        else { return }
        write(
            ArchiveWriter(), Array(later.map(\.expression).joined(separator: [UInt8(ascii: "\n")])), later.map(\.image), to: supplementPath)
    }
}
