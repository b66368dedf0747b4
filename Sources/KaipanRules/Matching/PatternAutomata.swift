import Dispatch
import Synchronization

/// All patterns of all rules, compiled: an automaton for each, and what tells where to use which.
///
/// One automaton for all would look for everything everywhere, and most texts hold little of it: what can begin a match
/// is rare, and what completes or excuses one is of interest beside it only.
public final class PatternAutomata: Sendable {
    /// Nil looks for everything everywhere with one automaton, which is what any other way has to agree with.
    package let clues: PatternClues?
    private let patternCount: Int
    /// Where those come from that were not asked for yet.
    private let stock: PatternStock?
    private let databases: Mutex<[PatternDatabase?]>

    /// Compiles patterns; their numbers are their places in the list.
    ///
    /// - Parameter pool: automata that were made before.
    /// - Complexity: some milliseconds for each pattern that the pool does not have; all processors take part.
    init(_ patterns: [String], isDivided: Bool, reusing pool: AutomatonPool? = nil) throws(PatternDatabase.CompileError) {
        guard !patterns.isEmpty else { throw .database(reason: "there is nothing to look for") }
        stock = nil
        patternCount = patterns.count
        if isDivided {
            clues = PatternClues(patterns.map { PatternAutomaton($0)?.clues })
            databases = Mutex(try Self.compile(patterns, pool))
        } else {
            clues = nil
            databases = Mutex([try PatternDatabase(patterns.enumerated().map { (number: $0.offset, expression: $0.element) })])
        }
    }

    /// Takes the automata of a file, each once it is asked for.
    init(_ stock: PatternStock, clues: PatternClues) {
        self.stock = stock
        self.clues = clues
        patternCount = stock.count
        databases = Mutex(Array(repeating: nil, count: stock.count))
    }

    private static func compile(
        _ patterns: [String], _ pool: AutomatonPool?
    ) throws(PatternDatabase.CompileError) -> [PatternDatabase?] {
        let results = Mutex<[Result<PatternDatabase, PatternDatabase.CompileError>?]>(Array(repeating: nil, count: patterns.count))
        DispatchQueue.concurrentPerform(iterations: patterns.count) { index in
            let result = Result { () throws(PatternDatabase.CompileError) in
                if let made = pool?.database(for: patterns[index]) { return made }
                return try PatternDatabase(patterns[index], number: index)
            }
            results.withLock { $0[index] = result }
        }
        var databases: [PatternDatabase?] = []
        // Of several mistakes the first one is told, whichever processor met its own first.
        for result in results.withLock({ $0 }) { databases.append(try result?.get()) }
        return databases
    }

    /// The automata in a form for files, by group; nil where Hyperscan cannot give them.
    func images() -> [[UInt8]]? {
        var images: [[UInt8]] = []
        for group in 0..<groupCount {
            guard let image = database(group).image() else { return nil }
            images.append(image)
        }
        return images
    }

    /// How many automata there are.
    package var groupCount: Int { clues == nil ? 1 : patternCount }

    /// The automaton that looks for a pattern.
    package func group(of pattern: PatternID) -> Int { clues == nil ? 0 : pattern }

    func database(_ group: Int) -> PatternDatabase {
        databases.withLock { databases in
            if let known = databases[group] { return known }
            guard let stock else { preconditionFailure("an automaton was never made") }
            let made = stock.database(group)
            databases[group] = made
            return made
        }
    }

    /// Makes an automaton anew that turned out to be damaged in its file.
    func replaceDamaged(_ group: Int) -> PatternDatabase {
        guard let stock else { preconditionFailure("Hyperscan has no scratch space") }
        let made = stock.compiled(group)
        databases.withLock { $0[group] = made }
        return made
    }

    /// Makes what one thread needs to scan.
    public func makeScanner() -> PatternScanner { PatternScanner(self) }
}
