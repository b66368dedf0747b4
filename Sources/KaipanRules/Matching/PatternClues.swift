/// Tells which patterns a stretch of text can match at all.
///
/// Every match of a pattern holds one of a few characters or pairs of them, mostly in several such ways at once. To look up
/// each pair of a text in a table takes a hundredth of the time that the automata of all patterns take for it, and leaves
/// little for them to do.
package struct PatternClues: Sendable {
    /// How many different clues there are.
    private let clueCount: Int
    /// By cut, the clues of which a stretch has to hold one. The first cut has none and always holds.
    private let cutClues: Grouped
    /// By clue, the cuts that it belongs to.
    private let clueCuts: Grouped
    /// By pattern, its cuts, the rarest first, filled up with the first cut.
    private let patternCuts: NumberTable<UInt32>

    /// How many cuts a pattern has at most.
    private static let width = 3

    /// By scalar, a small number for those that clues are made of, 0 for all others.
    private let symbols: NumberTable<UInt16>
    /// By symbol, the clue that it is alone, -1 for none.
    private let singles: NumberTable<Int32>
    /// An open table of pairs of symbols, and the clues that they are.
    private let keys: NumberTable<UInt32>
    private let values: NumberTable<Int32>
    /// A bit for each key by its hash, 0 where no such pair is in the table: small enough to stay in the nearest cache.
    private let marks: NumberTable<UInt64>

    /// - Parameter clues: by pattern, the sets of clues of each of which a match holds one, the rarest first; none where it
    ///   can match anything.
    init(_ clues: [[Set<ClueCode>]]) {
        // Many patterns share a word list.
        var known: [Set<ClueCode>: UInt32] = [:]
        var cuts: [Set<ClueCode>] = [[]]
        var patternCuts: [UInt32] = []
        for sets in clues {
            for set in sets.prefix(Self.width) {
                if known[set] == nil {
                    known[set] = UInt32(cuts.count)
                    cuts.append(set)
                }
                patternCuts.append(known[set] ?? 0)
            }
            patternCuts += repeatElement(0, count: Self.width - min(sets.count, Self.width))
        }
        let codes = Set(cuts.joined()).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: zip(codes, UInt32(0)...))
        let cutClues = Grouped(count: cuts.count) { add in
            for (cut, set) in cuts.enumerated() {
                for code in set.sorted() { numbers[code].map { add(UInt32(cut), $0) } }
            }
        }
        self.init(codes: codes, cutClues: cutClues, patternCuts: patternCuts)
    }

    private init(codes: [ClueCode], cutClues: Grouped, patternCuts: [UInt32]) {
        clueCount = codes.count
        self.cutClues = cutClues
        self.patternCuts = NumberTable(patternCuts)
        clueCuts = cutClues.inverted(count: codes.count, where: Array(repeating: true, count: cutClues.count))
        var symbols = [UInt16](repeating: 0, count: 0x10000)
        var count: UInt16 = 0
        for code in codes {
            for scalar in [Int(code & 0xFFFF), Int(code >> 16)] where scalar != 0 && symbols[scalar] == 0 {
                count += 1
                symbols[scalar] = count
            }
        }
        var singles = [Int32](repeating: -1, count: Int(count) + 1)
        var size = 1024
        while size < 3 * codes.count { size *= 2 }
        var keys = [UInt32](repeating: 0, count: size)
        var values = [Int32](repeating: -1, count: size)
        var marks = [UInt64](repeating: 0, count: Self.markCount / 64)
        for (index, code) in codes.enumerated() {
            let first = symbols[Int(code & 0xFFFF)]
            guard code >> 16 != 0 else {
                singles[Int(first)] = Int32(index)
                continue
            }
            let key = Self.key(first, symbols[Int(code >> 16)])
            let hash = Self.hash(of: key)
            marks[Self.mark(hash) >> 6] |= 1 << UInt64(Self.mark(hash) & 63)
            var slot = Int(hash) & (size - 1)
            while keys[slot] != 0 { slot = (slot + 1) & (size - 1) }
            keys[slot] = key
            values[slot] = Int32(index)
        }
        self.symbols = NumberTable(symbols)
        self.singles = NumberTable(singles)
        self.keys = NumberTable(keys)
        self.values = NumberTable(values)
        self.marks = NumberTable(marks)
    }

    private static func key(_ first: UInt16, _ second: UInt16) -> UInt32 { UInt32(first) | UInt32(second) << 16 }

    /// The lower bits tell the slot, the upper ones the mark.
    @inline(__always)
    private static func hash(of key: UInt32) -> UInt32 {
        let product = key &* 0x9E37_79B1
        return product ^ product >> 15
    }

    private static let markCount = 1 << 18

    @inline(__always)
    private static func mark(_ hash: UInt32) -> Int { Int(hash >> 14) }

    /// What one thread notes while it looks through stretches one after another.
    struct Notes {
        /// A bit for each clue of the stretch that was looked through last.
        fileprivate var seen: [UInt64]
        /// Those clues, and how many there are.
        fileprivate var clues: [UInt32]
        fileprivate var clueCount = 0
        /// By cut, the number of the last stretch in which it held.
        fileprivate var cuts: [UInt32]
        /// The cuts that hold in the last stretch, and how many there are.
        fileprivate var held: [UInt32]
        fileprivate var heldCount = 0
        fileprivate var stretch: UInt32 = 0
    }

    func makeNotes() -> Notes {
        Notes(
            seen: Array(repeating: 0, count: clueCount / 64 + 1), clues: Array(repeating: 0, count: clueCount),
            cuts: Array(repeating: 0, count: cutClues.count), held: Array(repeating: 0, count: cutClues.count))
    }

    /// How many patterns it knows.
    var patternCount: Int { patternCuts.count / Self.width }

    /// Whether a pattern can match anything.
    package func isUnlimited(_ pattern: PatternID) -> Bool { patternCuts[Self.width * pattern] == 0 }

    /// Some patterns by their rarest cuts.
    struct Calls: Sendable {
        fileprivate struct Call: Sendable {
            var pattern: UInt32
            var second: UInt32
            var third: UInt32
        }

        /// Where the calls of each cut begin, and where those of the last one end.
        fileprivate let starts: NumberTable<UInt32>
        fileprivate let calls: [Call]
        /// By clue, the cuts of all patterns that may be asked for.
        fileprivate let clueCuts: Grouped
    }

    /// - Parameters:
    ///   - isWanted: by pattern; those that can match anything are left out.
    ///   - isAsked: by pattern, whether `withPossible` has to know those, too.
    func calls(for isWanted: [Bool], asking isAsked: [Bool]) -> Calls {
        var isUsed = [Bool](repeating: false, count: cutClues.count)
        for pattern in isWanted.indices where isWanted[pattern] || isAsked[pattern] {
            for cut in patternCuts.numbers[Self.width * pattern..<Self.width * (pattern + 1)] { isUsed[Int(cut)] = true }
        }
        // To note cuts that nobody asks for costs less than to leave them out, unless they are many.
        let isSmall = isUsed.count(where: { $0 }) < cutClues.count / 2
        let clueCuts = isSmall ? cutClues.inverted(count: clueCount, where: isUsed) : clueCuts
        let patterns = Grouped(count: cutClues.count) { add in
            for pattern in isWanted.indices where isWanted[pattern] && !isUnlimited(pattern) {
                add(patternCuts[Self.width * pattern], UInt32(pattern))
            }
        }
        return withExtendedLifetime(patterns) {
            Calls(
                starts: patterns.starts,
                calls: patterns.members.numbers.map { pattern in
                    let first = Self.width * Int(pattern)
                    return Calls.Call(pattern: pattern, second: patternCuts[first + 1], third: patternCuts[first + 2])
                }, clueCuts: clueCuts)
        }
    }

    /// Hands over what tells whether the stretch that was looked through last can hold a match of a pattern.
    func withPossible<Result>(_ notes: Notes, _ body: ((PatternID) -> Bool) -> Result) -> Result {
        let stretch = notes.stretch
        return notes.cuts.withUnsafeBufferPointer { cuts in
            body { pattern in
                let first = Self.width * pattern
                return cuts[Int(patternCuts[first])] == stretch && cuts[Int(patternCuts[first + 1])] == stretch
                    && cuts[Int(patternCuts[first + 2])] == stretch
            }
        }
    }

    /// Looks through a stretch of UTF-8.
    ///
    /// - Parameters:
    ///   - calls: of the patterns that are wanted.
    ///   - found: is given those of them that the stretch can match, except for those that can match anything.
    func survey(_ text: UnsafeBufferPointer<UInt8>, _ notes: inout Notes, for calls: Calls, into found: inout [PatternID]) {
        survey(text, &notes, calls.clueCuts)
        let stretch = notes.stretch
        notes.cuts.withUnsafeBufferPointer { cuts in
            notes.held.withUnsafeBufferPointer { held in
                let starts = calls.starts
                calls.calls.withUnsafeBufferPointer { calls in
                    for cut in held[..<notes.heldCount] {
                        var place = Int(starts[Int(cut)])
                        let end = Int(starts[Int(cut) + 1])
                        while place < end {
                            let call = calls[place]
                            place += 1
                            if cuts[Int(call.second)] == stretch, cuts[Int(call.third)] == stretch { found.append(Int(call.pattern)) }
                        }
                    }
                }
            }
        }
    }

    /// Looks through a stretch of UTF-8.
    func survey(_ text: UnsafeBufferPointer<UInt8>, _ notes: inout Notes) { survey(text, &notes, clueCuts) }

    private func survey(_ text: UnsafeBufferPointer<UInt8>, _ notes: inout Notes, _ clueCuts: Grouped) {
        if notes.stretch == .max { notes = makeNotes() }
        notes.stretch += 1
        let stretch = notes.stretch
        noteClues(of: text, &notes)
        var count = 0
        notes.cuts[0] = stretch
        notes.cuts.withUnsafeMutableBufferPointer { cuts in
            notes.held.withUnsafeMutableBufferPointer { held in
                notes.clues.withUnsafeBufferPointer { clues in
                    let (starts, members) = (clueCuts.starts, clueCuts.members)
                    for clue in clues[..<notes.clueCount] {
                        var place = Int(starts[Int(clue)])
                        let end = Int(starts[Int(clue) + 1])
                        while place < end {
                            let cut = members[place]
                            place += 1
                            guard cuts[Int(cut)] != stretch else { continue }
                            cuts[Int(cut)] = stretch
                            held[count] = cut
                            count += 1
                        }
                    }
                }
            }
        }
        notes.heldCount = count
    }

    private func noteClues(of text: UnsafeBufferPointer<UInt8>, _ notes: inout Notes) {
        var count = notes.clueCount
        notes.seen.withUnsafeMutableBufferPointer { seen in
            notes.clues.withUnsafeMutableBufferPointer { clues in
                for clue in clues[..<count] { seen[Int(clue >> 6)] = 0 }
                count = 0
                func note(_ clue: Int32) {
                    let bit: UInt64 = 1 << UInt64(clue & 63)
                    guard seen[Int(clue >> 6)] & bit == 0 else { return }
                    seen[Int(clue >> 6)] |= bit
                    clues[count] = UInt32(clue)
                    count += 1
                }
                let (symbols, singles, keys, values, marks) = (self.symbols.numbers, self.singles.numbers, self.keys.numbers, self.values.numbers, self.marks.numbers)
                let mask = keys.count - 1
                var last: UInt16 = 0
                var index = 0
                while index < text.count {
                    let symbol = Self.symbol(in: text, at: &index, symbols)
                    defer { last = symbol }
                    guard symbol != 0 else { continue }
                    let single = singles[Int(symbol)]
                    if single >= 0 { note(single) }
                    guard last != 0 else { continue }
                    let key = Self.key(last, symbol)
                    let hash = Self.hash(of: key)
                    let mark = Self.mark(hash)
                    guard marks[mark >> 6] >> UInt64(mark & 63) & 1 == 1 else { continue }
                    var slot = Int(hash) & mask
                    while keys[slot] != 0 {
                        if keys[slot] == key {
                            note(values[slot])
                            break
                        }
                        slot = (slot + 1) & mask
                    }
                }
            }
        }
        notes.clueCount = count
    }

    /// The symbol of the next character, and the place behind it; what ends too early is none.
    @inline(__always)
    private static func symbol(
        in text: UnsafeBufferPointer<UInt8>, at index: inout Int, _ symbols: UnsafeBufferPointer<UInt16>
    ) -> UInt16 {
        let byte = text[index]
        if byte < 0x80 {
            index += 1
            return symbols[Int(byte)]
        }
        if byte >= 0xE0, byte < 0xF0, index + 2 < text.count {
            let scalar = Int(byte & 0x0F) << 12 | Int(text[index + 1] & 0x3F) << 6 | Int(text[index + 2] & 0x3F)
            index += 3
            return symbols[scalar]
        }
        if byte < 0xE0, index + 1 < text.count {
            let scalar = Int(byte & 0x1F) << 6 | Int(text[index + 1] & 0x3F)
            index += 2
            return symbols[scalar]
        }
        index += 4
        return 0
    }
}

extension PatternClues: Archived {
    func write(to archive: inout ArchiveWriter) {
        archive.count(clueCount)
        for table in [cutClues.starts, cutClues.members, clueCuts.starts, clueCuts.members, patternCuts, keys] { archive.table(table) }
        archive.table(symbols)
        archive.table(singles)
        archive.table(values)
        archive.table(marks)
    }

    /// Takes the tables where they lie: to look at them here would cost as much as to make some of them anew. Whoever reads a file
    /// compares its sum before it uses them.
    init(from archive: inout ArchiveReader) throws(ArchiveError) {
        clueCount = try archive.count()
        cutClues = Grouped(starts: try archive.table(), members: try archive.table())
        clueCuts = Grouped(starts: try archive.table(), members: try archive.table())
        patternCuts = try archive.table()
        keys = try archive.table()
        symbols = try archive.table()
        singles = try archive.table()
        values = try archive.table()
        marks = try archive.table()
        guard cutClues.count > 0, clueCuts.count == clueCount, patternCuts.count % Self.width == 0, symbols.count == 0x10000,
            keys.count.nonzeroBitCount == 1, values.count == keys.count, marks.count == Self.markCount / 64
        else { throw ArchiveError() }
    }
}
