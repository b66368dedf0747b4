import CHyperscan

/// Scans texts with the patterns of a database, for one thread at a time.
///
/// `@unchecked Sendable` is sound only where whoever passes it on no longer uses it, as a pool does.
public final class PatternScanner: @unchecked Sendable {
    /// One match of one pattern, in UTF-8 bytes of the text scanned.
    public struct Hit: Sendable, Equatable {
        public var pattern: Int32
        public var start: UInt32
        public var end: UInt32
    }

    /// Kept so that the automaton outlives the scanner.
    private let database: PatternDatabase
    private let handle: OpaquePointer
    private let scratch: OpaquePointer

    init(database: PatternDatabase, handle: OpaquePointer, scratch: OpaquePointer) {
        self.database = database
        self.handle = handle
        self.scratch = scratch
    }

    deinit { hs_free_scratch(scratch) }

    /// Collects the hits while C calls back.
    private struct Collector {
        var hits: [Hit] = []
    }

    /// All matches of all patterns; for each start and pattern every end is reported.
    ///
    /// Complexity: O(n), near a gigabyte a second where little matches.
    public func scan(_ text: [UInt8]) -> [Hit] {
        var collector = Collector()
        text.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress, !buffer.isEmpty else { return }
            let result = withUnsafeMutablePointer(to: &collector) { collector in
                hs_scan(
                    handle, base.assumingMemoryBound(to: CChar.self), UInt32(buffer.count), 0, scratch,
                    { id, from, to, _, context in
                        context?.assumingMemoryBound(to: Collector.self).pointee.hits
                            .append(Hit(pattern: Int32(bitPattern: id), start: UInt32(from), end: UInt32(to)))
                        return 0
                    }, collector)
            }
            precondition(result == HS_SUCCESS, "Hyperscan could not scan: \(result)")
        }
        return collector.hits
    }
}
