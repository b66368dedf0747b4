import KaipanRules

/// Which patterns are to be looked for in which blocks.
struct ScanPlan {
    private let blocks: [Range<Int>]
    /// The automaton's number above the block's: the order in which they are run, so that an automaton is used in one go.
    private var waiting: [UInt64] = []

    /// Blocks that lie no further apart than this are scanned in one go: to begin a scan costs as much as so many bytes.
    private static let smallGap = 64

    init(blocks: [Range<Int>]) {
        self.blocks = blocks
    }

    mutating func add(_ group: Int, in block: Int) {
        waiting.append(UInt64(group) << 32 | UInt64(block))
    }

    /// The automata that are waiting, each once.
    private var groups: [Int] {
        var groups: [Int] = []
        for request in waiting where groups.last != Int(request >> 32) { groups.append(Int(request >> 32)) }
        return groups
    }

    /// Scans what is waiting.
    mutating func run(_ scanner: PatternScanner, _ text: [UInt8], _ found: inout [PatternScanner.Hit]) {
        waiting.sort()
        scanner.prepare(groups)
        var stretches: [Range<Int>] = []
        for (index, request) in waiting.enumerated() {
            let range = blocks[Int(request & 0xFFFF_FFFF)]
            if let last = stretches.last, range.lowerBound - last.upperBound <= Self.smallGap {
                stretches[stretches.count - 1] = last.lowerBound..<range.upperBound
            } else {
                stretches.append(range)
            }
            let group = request >> 32
            if index + 1 < waiting.count, waiting[index + 1] >> 32 == group { continue }
            scanner.scan(text, in: stretches, for: Int(group), into: &found)
            stretches.removeAll(keepingCapacity: true)
        }
        waiting.removeAll(keepingCapacity: true)
    }
}
