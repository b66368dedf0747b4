import KaipanRules
import Synchronization

/// Lends scanners to threads: a scratch space must never be used by two at once, and is too large to make for each text.
final class ScannerPool: Sendable {
    private let database: PatternDatabase
    private let free = Mutex<[PatternScanner]>([])

    init(database: PatternDatabase) {
        self.database = database
    }

    func withScanner<Result>(_ body: (PatternScanner) -> Result) -> Result {
        let scanner = free.withLock { $0.popLast() } ?? database.makeScanner()
        defer { free.withLock { $0.append(scanner) } }
        return body(scanner)
    }
}
