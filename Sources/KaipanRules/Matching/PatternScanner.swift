import CHyperscan

/// Scans texts with the patterns of a rule set, for one thread at a time.
///
/// `@unchecked Sendable` is sound only where whoever passes it on no longer uses it, as a pool does.
public final class PatternScanner: @unchecked Sendable {
    /// One match of one pattern, in UTF-8 bytes of the text scanned.
    public struct Hit: Sendable, Equatable {
        public var pattern: Int32
        public var start: UInt32
        public var end: UInt32
    }

    /// Kept so that the automata outlive the scanner.
    private let automata: PatternAutomata
    private let scratch = ScratchSpace()
    /// By group, the automata that were used before.
    private var databases: [PatternDatabase?]
    private var notes: PatternClues.Notes?

    init(_ automata: PatternAutomata) {
        self.automata = automata
        databases = Array(repeating: nil, count: automata.groupCount)
        notes = automata.clues?.makeNotes()
    }

    /// Collects the hits while C calls back.
    private struct Collector {
        var hits: [Hit]
        var offset: UInt32
        /// The one pattern of the automaton; nil where the automaton has several and numbers them.
        let pattern: Int32?
    }

    /// All matches of all patterns; for each start and pattern every end is reported.
    public func scan(_ text: [UInt8]) -> [Hit] {
        var hits: [Hit] = []
        for group in groups(possibleIn: text) { scan(text, in: [0..<text.count], for: group, into: &hits) }
        return hits
    }

    /// The automata that can match anything in a text: to begin a scan with each of thousands takes longer than to look
    /// through a short text for what it can match.
    private func groups(possibleIn text: [UInt8]) -> [Int] {
        guard let clues = automata.clues, notes != nil else { return Array(0..<automata.groupCount) }
        text.withUnsafeBufferPointer { clues.survey($0, &notes!) }
        return possible(Array(0..<clues.patternCount))
    }

    /// Looks through a range of a text for the items that it can match.
    ///
    /// - Parameters:
    ///   - isWide: by pattern, whether it is asked for wherever it stands.
    ///   - items: is given the items all of whose patterns the range can match.
    ///   - wide: is given the wide patterns that it can match, except for those that can match anything.
    package func survey(
        _ text: [UInt8], in range: Range<Int>, for index: ItemIndex, items: inout [Int], wide: inout [PatternID]
    ) {
        guard let clues = automata.clues, let calls = index.calls, notes != nil, !range.isEmpty else { return }
        var possible: [PatternID] = []
        text.withUnsafeBufferPointer { text in
            clues.survey(UnsafeBufferPointer(rebasing: text[range]), &notes!, for: calls, into: &possible)
        }
        for pattern in possible where index.isWide[pattern] { wide.append(pattern) }
        clues.withPossible(notes!) { isPossible in
            index.forEachItem(startingWith: possible, isPossible) { items.append($0) }
        }
    }

    /// Looks through a range of a text, for `possible`.
    package func survey(_ text: [UInt8], in range: Range<Int>) {
        guard let clues = automata.clues, notes != nil else { return }
        text.withUnsafeBufferPointer { clues.survey(UnsafeBufferPointer(rebasing: $0[range]), &notes!) }
    }

    /// Which of some patterns the range that was looked through last can match.
    package func possible(_ patterns: [PatternID]) -> [PatternID] {
        guard let clues = automata.clues, let notes else { return patterns }
        return clues.withPossible(notes) { isPossible in patterns.filter(isPossible) }
    }

    /// Has the automata of groups made that were not used yet.
    package func prepare(_ groups: some Sequence<Int>) { automata.prepare(groups.filter { databases[$0] == nil }) }

    /// Nil where Hyperscan refuses the pattern, which the automata remember.
    private func prepared(_ group: Int) -> PatternDatabase? {
        if let known = databases[group] { return known }
        guard var database = automata.database(group) else { return nil }
        if !scratch.prepare(for: database) {
            guard let replaced = automata.replaceDamaged(group) else { return nil }
            database = replaced
            guard scratch.prepare(for: database) else { preconditionFailure("Hyperscan has no scratch space") }
        }
        databases[group] = database
        return database
    }

    /// Adds the matches of the patterns of one group in some ranges of a text; each is looked at by itself.
    package func scan(_ text: [UInt8], in ranges: [Range<Int>], for group: Int, into hits: inout [Hit]) {
        guard let database = prepared(group) else { return }
        var collector = Collector(hits: hits, offset: 0, pattern: automata.clues == nil ? nil : Int32(group))
        // One owner, so that adding to the list does not copy it.
        hits = []
        text.withUnsafeBytes { buffer in
            for range in ranges where !range.isEmpty {
                collector.offset = UInt32(range.lowerBound)
                let piece = UnsafeRawBufferPointer(rebasing: buffer[range])
                guard let base = piece.baseAddress else { continue }
                let result = withUnsafeMutablePointer(to: &collector) { collector in
                    hs_scan(
                        database.handle, base.assumingMemoryBound(to: CChar.self), UInt32(piece.count), 0, scratch.handle,
                        { id, from, to, _, context in
                            guard let collector = context?.assumingMemoryBound(to: Collector.self) else { return 0 }
                            let offset = collector.pointee.offset
                            let pattern = collector.pointee.pattern ?? Int32(bitPattern: id)
                            collector.pointee.hits.append(
                                Hit(pattern: pattern, start: offset + UInt32(from), end: offset + UInt32(to)))
                            return 0
                        }, collector)
                }
                precondition(result == HS_SUCCESS, "Hyperscan could not scan: \(result)")
            }
        }
        hits = collector.hits
    }
}
