import Foundation
import KaipanNames

/// Measures how long an index takes to build, how large it gets and what memory that needs.
struct BuildMeasure {
    let names: String
    let index: String

    func run() throws {
        let lines = try NameLines(names)
        let clock = ContinuousClock()
        let begin = clock.now
        let update = try NameIndexUpdate(index)
        var number = 0
        try lines.forEach { name in
            number += 1
            var row = RegisterRow(register: .project, key: String(number), name: name)
            row.status = .live
            try update.add(row)
        }
        let read = clock.now
        let batch = RegisterBatch(register: .project, file: "names", digest: "", asOf: "2026-01-01", rows: number, rejected: 0)
        _ = try update.finish(batch)
        let end = clock.now
        let built = try NameIndex(contentsOf: index)
        let size = try FileManager.default.attributesOfItem(atPath: index)[.size] as? Int ?? 0
        try NamesBenchmark.report([
            "rows": number, "cores": built.coreCount, "seconds": seconds(end - begin), "secondsToTakeIn": seconds(read - begin),
            "bytes": size, "peakBytes": Memory.bytes("VmHWM"),
        ])
    }

    private func seconds(_ duration: Duration) -> Double { duration / .seconds(1) }
}
