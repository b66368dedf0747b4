/// Tells which patterns a stretch of text can match at all.
///
/// Every match of a pattern holds one of a few characters or pairs of them. To look up each pair of a text in a table
/// takes a hundredth of the time that the automata of all patterns take for it, and leaves little for them to do.
package struct PatternClues: Sendable {
    /// What the index is made from, each clue once and in ascending order, with the patterns that it speaks for.
    let codes: [ClueCode]
    private let starts: [UInt32]
    private let patterns: [UInt32]
    /// Patterns without clues: they can match anything.
    private let isUnlimited: [Bool]

    /// By scalar, a small number for those that clues are made of, 0 for all others.
    private let symbols: [UInt16]
    /// By symbol, the clue that it is alone, -1 for none.
    private let singles: [Int32]
    /// An open table of pairs of symbols, and the clues that they are.
    private let keys: [UInt32]
    private let values: [Int32]

    /// - Parameter clues: by pattern; nil where a pattern can match anything.
    init(_ clues: [Set<ClueCode>?]) {
        var speakers: [ClueCode: [UInt32]] = [:]
        for (pattern, clues) in clues.enumerated() {
            for clue in clues ?? [] { speakers[clue, default: []].append(UInt32(pattern)) }
        }
        let codes = speakers.keys.sorted()
        var starts: [UInt32] = [0]
        var patterns: [UInt32] = []
        for code in codes {
            patterns += speakers[code] ?? []
            starts.append(UInt32(patterns.count))
        }
        self.init(codes: codes, starts: starts, patterns: patterns, isUnlimited: clues.map { $0 == nil })
    }

    private init(codes: [ClueCode], starts: [UInt32], patterns: [UInt32], isUnlimited: [Bool]) {
        self.codes = codes
        self.starts = starts
        self.patterns = patterns
        self.isUnlimited = isUnlimited
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
        for (index, code) in codes.enumerated() {
            let first = symbols[Int(code & 0xFFFF)]
            guard code >> 16 != 0 else {
                singles[Int(first)] = Int32(index)
                continue
            }
            let key = Self.key(first, symbols[Int(code >> 16)])
            var slot = Self.slot(of: key, in: size)
            while keys[slot] != 0 { slot = (slot + 1) & (size - 1) }
            keys[slot] = key
            values[slot] = Int32(index)
        }
        self.symbols = symbols
        self.singles = singles
        self.keys = keys
        self.values = values
    }

    private static func key(_ first: UInt16, _ second: UInt16) -> UInt32 { UInt32(first) | UInt32(second) << 16 }

    /// - Parameter size: a power of two.
    private static func slot(of key: UInt32, in size: Int) -> Int { Int((key &* 0x9E37_79B1) >> 8) & (size - 1) }

    /// What one thread notes while it looks through stretches one after another.
    struct Notes {
        /// The number of the stretch that a clue and a pattern were met in last.
        fileprivate var clues: [UInt32]
        fileprivate var patterns: [UInt32]
        fileprivate var stretch: UInt32 = 0
    }

    func makeNotes() -> Notes {
        Notes(
            clues: Array(repeating: 0, count: codes.count), patterns: Array(repeating: 0, count: isUnlimited.count))
    }

    /// Hands over what tells whether the stretch that was looked through last can hold a match of a pattern.
    func withPossible<Result>(_ notes: Notes, _ body: ((PatternID) -> Bool) -> Result) -> Result {
        notes.patterns.withUnsafeBufferPointer { patterns in
            isUnlimited.withUnsafeBufferPointer { isUnlimited in
                body { isUnlimited[$0] || patterns[$0] == notes.stretch }
            }
        }
    }

    /// How many patterns it knows.
    var patternCount: Int { isUnlimited.count }

    /// Whether a pattern can match anything.
    package func isUnlimited(_ pattern: PatternID) -> Bool { isUnlimited[pattern] }

    /// Looks through a stretch of UTF-8.
    ///
    /// - Parameters:
    ///   - isWanted: by pattern.
    ///   - found: is given the wanted patterns that the stretch can match, except for those that can match anything.
    func survey(
        _ text: UnsafeBufferPointer<UInt8>, _ notes: inout Notes, wanted isWanted: UnsafeBufferPointer<Bool>, into found: inout [PatternID]
    ) {
        if notes.stretch == .max {
            notes = makeNotes()
        }
        notes.stretch += 1
        let stretch = notes.stretch
        symbols.withUnsafeBufferPointer { symbols in
            singles.withUnsafeBufferPointer { singles in
                keys.withUnsafeBufferPointer { keys in
                    notes.clues.withUnsafeMutableBufferPointer { seen in
                        notes.patterns.withUnsafeMutableBufferPointer { possible in
                            func note(_ clue: Int) {
                                guard seen[clue] != stretch else { return }
                                seen[clue] = stretch
                                for index in Int(starts[clue])..<Int(starts[clue + 1]) {
                                    let pattern = Int(patterns[index])
                                    guard possible[pattern] != stretch else { continue }
                                    possible[pattern] = stretch
                                    if isWanted[pattern] { found.append(pattern) }
                                }
                            }
                            let mask = keys.count - 1
                            var last: UInt16 = 0
                            var index = 0
                            while index < text.count {
                                let symbol = Self.symbol(in: text, at: &index, symbols)
                                if symbol != 0 {
                                    let single = singles[Int(symbol)]
                                    if single >= 0 { note(Int(single)) }
                                    if last != 0 {
                                        let key = Self.key(last, symbol)
                                        var slot = Self.slot(of: key, in: keys.count)
                                        while keys[slot] != 0 {
                                            if keys[slot] == key {
                                                note(Int(values[slot]))
                                                break
                                            }
                                            slot = (slot + 1) & mask
                                        }
                                    }
                                }
                                last = symbol
                            }
                        }
                    }
                }
            }
        }
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
        archive.numbers(codes)
        archive.numbers(starts)
        archive.numbers(patterns)
        isUnlimited.write(to: &archive)
    }

    init(from archive: inout ArchiveReader) throws(ArchiveError) {
        let codes = try archive.numbers()
        let starts = try archive.numbers()
        let patterns = try archive.numbers()
        let isUnlimited = try [Bool](from: &archive)
        guard starts.count == codes.count + 1, starts.last.map(Int.init) == patterns.count,
            zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 }), patterns.allSatisfy({ $0 < isUnlimited.count })
        else { throw ArchiveError() }
        self.init(codes: codes, starts: starts, patterns: patterns, isUnlimited: isUnlimited)
    }
}
