import Foundation
import KaipanArchive
import KaipanLog
import KaipanText

/// Inclusion proofs in a log with many leaves.
///
///     archive-benchmark proof [--leaves N] [--proofs N]
struct ProofMeasure {
    let options: BenchmarkOptions

    func run() throws {
        let leaves = options.number("leaves", 10_000_000), proofs = Int(options.number("proofs", 1000))
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-proof-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let (master, _) = MasterKey.random()
        let archive = try Archive.create(at: .folder(folder.path), name: "bench.example/proof", master: master)
        let filled = try Clock.seconds {
            var done: Int64 = 1
            while done < leaves {
                let batch = min(20_000, leaves - done)
                try archive.append((0..<batch).map { _ in Draft(.clock, data: ["n": .integer(done)]) })
                done += batch
            }
        }
        print(String(format: "%lld leaves appended in %.0f s, %.0f a second", leaves, filled, Double(leaves) / filled))
        var random = SystemRandomNumberGenerator()
        var seconds: [Double] = []
        for _ in 0..<proofs {
            let position = Int64.random(in: 0..<leaves, using: &random)
            seconds.append(try Clock.seconds { _ = try archive.proof(of: position) })
        }
        seconds.sort()
        print(String(format: "proof: p50 %.2f ms, p95 %.2f ms, p99 %.2f ms over %d proofs", seconds[proofs / 2] * 1e3,
            seconds[proofs * 95 / 100] * 1e3, seconds[proofs * 99 / 100] * 1e3, proofs))
    }
}
