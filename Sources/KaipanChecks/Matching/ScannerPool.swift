import KaipanRules
import Synchronization

/// Lends scanners to threads: a scratch space must never be used by two at once, and is too large to make for each text.
final class ScannerPool: Sendable {
    private let automata: PatternAutomata
    private let free = Mutex<[PatternScanner]>([])

    init(automata: PatternAutomata) {
        self.automata = automata
    }

    func withScanner<Result>(_ body: (PatternScanner) -> Result) -> Result {
        let scanner = free.withLock { $0.popLast() } ?? automata.makeScanner()
        defer { free.withLock { $0.append(scanner) } }
        return body(scanner)
    }
}
