import Foundation
import KaipanNames

/// Measures how soon searches end and how often they find the name that was changed.
///
/// One searcher is kept. A first pass, which asks for 200 entries, touches every page that is needed; the second asks for 20 and is the
/// one that counts. Seconds by the clock and of the processor: on a machine that does other things, only the second say what a search costs.
struct SearchMeasure {
    let index: String
    let queries: String

    private struct Planted {
        var kind: String
        var source: String
        var query: String
    }

    func run() throws {
        let planted = try String(contentsOfFile: queries, encoding: .utf8).split(separator: "\n").map { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return Planted(kind: fields[0], source: fields[1], query: fields[2])
        }
        let searcher = try NameSearcher(NameIndex(contentsOf: index))
        var order = Array(planted.indices)
        var random = SeededRandom(seed: 7)
        order.shuffle(using: &random)
        let first = try pass(planted, order, searcher, limit: 200)
        let second = try pass(planted, order, searcher, limit: 20)
        var kinds: [[String: Any]] = []
        for kind in ChangeKind.allCases {
            let places = planted.indices.filter { planted[$0].kind == kind.rawValue }
            guard !places.isEmpty else { continue }
            kinds.append([
                "kind": kind.rawValue, "queries": places.count, "recallAt20": share(places, second), "recallAt200": share(places, first),
                "latency": percentiles(places.map { second[$0].seconds }), "processor": percentiles(places.map { second[$0].processor }),
            ])
        }
        // For a closer look: what was missed.
        if let path = ProcessInfo.processInfo.environment["NAMES_MISSED"] {
            let missed = planted.indices.filter { !first[$0].isFound }.map { "\(planted[$0].kind)\t\(planted[$0].source)\t\(planted[$0].query)\n" }
            try missed.joined().write(toFile: path, atomically: true, encoding: .utf8)
        }
        try NamesBenchmark.report([
            "kinds": kinds, "latency": percentiles(second.map(\.seconds)), "processor": percentiles(second.map(\.processor)),
            "firstTouch": percentiles(first.map(\.seconds)), "firstTouchProcessor": percentiles(first.map(\.processor)),
            "truncated": Double(second.count { $0.isTruncated }) / Double(second.count),
            "scored": percentiles(second.map { Double($0.scored) }),
            "peakBytes": Memory.bytes("VmHWM"), "ownBytes": Memory.bytes("RssAnon"),
        ])
    }

    private struct Outcome {
        var seconds = 0.0
        var processor = 0.0
        var isFound = false
        var isTruncated = false
        var scored = 0
    }

    private func pass(_ planted: [Planted], _ order: [Int], _ searcher: NameSearcher, limit: Int) throws -> [Outcome] {
        let clock = ContinuousClock()
        var outcomes = [Outcome](repeating: Outcome(), count: planted.count)
        for place in order {
            var query = NameQuery(planted[place].query)
            query.limit = limit
            let begin = clock.now, used = processorSeconds
            let result = try searcher.search(query)
            outcomes[place].seconds = (clock.now - begin) / .seconds(1)
            outcomes[place].processor = processorSeconds - used
            outcomes[place].isFound = result.rows.contains { $0.row.name == planted[place].source }
            outcomes[place].isTruncated = result.isTruncated
            outcomes[place].scored = result.scored
        }
        return outcomes
    }

    private var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private func share(_ places: [Int], _ outcomes: [Outcome]) -> Double {
        Double(places.count { outcomes[$0].isFound }) / Double(places.count)
    }

    private func percentiles(_ values: [Double]) -> [String: Double] {
        let sorted = values.sorted()
        func at(_ share: Double) -> Double { sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))] }
        return ["p50": at(0.5), "p95": at(0.95), "p99": at(0.99), "max": sorted.last ?? 0]
    }
}
