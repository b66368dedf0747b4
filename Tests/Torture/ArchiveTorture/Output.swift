import Foundation
import Glibc
import KaipanArchive
import KaipanLog

/// Standard output, line by line: each is with the reader when this returns, so that a killed writer has told all it knew.
enum Output {
    static func line(_ text: String) {
        let bytes = Array((text + "\n").utf8)
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
            // Without its output a writer can't acknowledge anything.
            guard count > 0 || errno == EINTR else { Foundation.exit(74) }
            done += max(0, count)
        }
    }

    /// Says that a batch is durable.
    static func acknowledge(_ receipt: Receipt, _ batch: Batch) throws {
        let checkpoint = try SignedCheckpoint.read(Array(receipt.checkpoint.utf8)).checkpoint
        let places = "\(receipt.positions.lowerBound) \(receipt.positions.upperBound - 1)"
        line("ack \(places) \(checkpoint.size) \(checkpoint.root) \(batch.drafts[0].id) \(batch.seed) \(batch.number) \(now())")
    }

    /// Nanoseconds of the clock that all processes of a machine share.
    static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
