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
    private let scratch: ScratchSpace

    init(_ automata: PatternAutomata) {
        self.automata = automata
        scratch = ScratchSpace(copying: automata.scratch)
    }

    /// Collects the hits while C calls back.
    private struct Collector {
        var hits: [Hit]
        var offset: UInt32
    }

    /// All matches of all patterns; for each start and pattern every end is reported.
    ///
    /// Complexity: O(n), tens to hundreds of megabytes a second. To check a document, scan part by part.
    public func scan(_ text: [UInt8]) -> [Hit] {
        var hits: [Hit] = []
        for part in PatternPart.allCases { scan(text, for: part, into: &hits) }
        return hits
    }

    /// Adds the matches of the patterns of one part.
    package func scan(_ text: [UInt8], for part: PatternPart, into hits: inout [Hit]) {
        scan(text, in: CollectionOfOne(0..<text.count), for: part, into: &hits)
    }

    /// Adds the matches of the patterns of one part in some ranges of a text; each is looked at by itself.
    package func scan(_ text: [UInt8], in ranges: some Sequence<Range<Int>>, for part: PatternPart, into hits: inout [Hit]) {
        guard let database = automata.database(part) else { return }
        var collector = Collector(hits: hits, offset: 0)
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
                            collector.pointee.hits.append(
                                Hit(pattern: Int32(bitPattern: id), start: offset + UInt32(from), end: offset + UInt32(to)))
                            return 0
                        }, collector)
                }
                precondition(result == HS_SUCCESS, "Hyperscan could not scan: \(result)")
            }
        }
        hits = collector.hits
    }
}
