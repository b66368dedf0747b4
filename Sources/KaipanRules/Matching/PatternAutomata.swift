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
    private let source: Source
    private let state: Mutex<State>

    /// Where those come from that nobody asked for yet.
    private enum Source {
        case expressions([String], AutomatonPool?)
        /// A file, and what later runs made. An empty supplement is not asked: finding an expression reads all of them.
        case stock(PatternStock, AutomatonPool)
    }

    private struct State {
        var databases: [PatternDatabase?]
        /// Those that texts asked for and no file had, or only damaged ones.
        var made: Set<Int> = []
        /// How many of them were kept.
        var kept = 0
        /// Those that Hyperscan refuses.
        var refused: Set<Int> = []
    }

    /// Compiles patterns; their numbers are their places in the list.
    ///
    /// - Parameters:
    ///   - pool: automata that were made before.
    ///   - isDeferred: whether a pattern is compiled only once a text may hold it; nobody is told then which one is at fault where
    ///     Hyperscan refuses it, and `isBroken` says that one was.
    /// - Complexity: some milliseconds for each pattern that the pool does not have; all processors take part.
    init(
        _ patterns: [String], isDivided: Bool, reusing pool: AutomatonPool? = nil, isDeferred: (PatternID) -> Bool = { _ in false }
    ) throws(PatternDatabase.CompileError) {
        guard !patterns.isEmpty else { throw .database(reason: "there is nothing to look for") }
        patternCount = patterns.count
        source = .expressions(patterns, pool)
        if isDivided {
            clues = PatternClues(Self.clues(of: patterns))
            state = Mutex(State(databases: try Self.compile(patterns, pool, patterns.indices.filter { !isDeferred($0) })))
        } else {
            clues = nil
            state = Mutex(State(databases: [try PatternDatabase(patterns.enumerated().map { (number: $0.offset, expression: $0.element) })]))
        }
    }

    /// Takes the automata of a file, each once it is asked for.
    ///
    /// - Parameter supplement: has what the file lacks.
    init(_ stock: PatternStock, supplement: AutomatonPool, clues: PatternClues) {
        source = .stock(stock, supplement)
        self.clues = clues
        patternCount = stock.count
        state = Mutex(State(databases: Array(repeating: nil, count: stock.count)))
    }

    private static func clues(of patterns: [String]) -> [[Set<ClueCode>]] {
        let results = Mutex<[[Set<ClueCode>]]>(Array(repeating: [], count: patterns.count))
        DispatchQueue.concurrentPerform(iterations: patterns.count) { index in
            let clues = PatternAutomaton(patterns[index])?.clues ?? []
            results.withLock { $0[index] = clues }
        }
        return results.withLock { $0 }
    }

    private static func compile(
        _ patterns: [String], _ pool: AutomatonPool?, _ wanted: [PatternID]
    ) throws(PatternDatabase.CompileError) -> [PatternDatabase?] {
        let results = Mutex<[Result<PatternDatabase, PatternDatabase.CompileError>?]>(Array(repeating: nil, count: patterns.count))
        DispatchQueue.concurrentPerform(iterations: wanted.count) { place in
            let index = wanted[place]
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

    /// What a file holds of an automaton.
    enum Image {
        case made([UInt8])
        case stored(StoredAutomaton)
        /// It was not made yet.
        case absent

        var count: Int {
            switch self {
            case .made(let bytes): bytes.count
            case .stored(let stored): stored.image.count
            case .absent: 0
            }
        }
    }

    /// The automata in a form for files, by group; nil where Hyperscan cannot give them.
    func images() -> [Image]? {
        var images: [Image] = []
        let (databases, made) = state.withLock { ($0.databases, $0.made) }
        for group in 0..<groupCount {
            // What was made or looked at in this run is sound; what another file has is looked at when a run needs it.
            let isSound = if case .expressions = source { true } else { made.contains(group) }
            if isSound, let database = databases[group] {
                guard let image = database.image() else { return nil }
                images.append(.made(image))
            } else if let stored = stored(group) {
                images.append(.stored(stored))
            } else {
                images.append(.absent)
            }
        }
        return images
    }

    private func stored(_ group: Int) -> StoredAutomaton? {
        switch source {
        case .expressions(let expressions, let pool): clues == nil ? nil : pool?.stored(expressions[group])
        case .stock(let stock, let supplement): stock.stored(group) ?? (supplement.isEmpty ? nil : supplement.stored(stock.expression(group)))
        }
    }

    private func expression(_ group: Int) -> String {
        switch source {
        case .expressions(let expressions, _): expressions[group]
        case .stock(let stock, _): stock.expression(group)
        }
    }

    /// What the automata are made from, by pattern.
    var expressions: [String] {
        switch source {
        case .expressions(let expressions, _): expressions
        case .stock(let stock, _): (0..<patternCount).map(stock.expression)
        }
    }

    /// Whether Hyperscan refused a pattern that was compiled later than the others; texts were not searched for it.
    public var isBroken: Bool { state.withLock { !$0.refused.isEmpty } }

    /// How much was made since the last time, beside what files have.
    enum Keeping {
        case nothing
        /// So little that it belongs in a file of its own.
        case few
        /// So much that one file with everything is better.
        case many
    }

    /// What to keep now; once it was asked, the same is not told again.
    func takeWhatToKeep() -> Keeping {
        let made = state.withLock { state in
            defer { state.kept = state.made.count }
            return state.made.count > state.kept ? state.made : []
        }
        guard !made.isEmpty else { return .nothing }
        var later = made.count
        if case .stock(_, let supplement) = source {
            // One that was damaged there was made again.
            later += supplement.count - made.count { supplement.contains(expression($0)) }
        }
        let known = (0..<groupCount).count { group in
            if case .stock(let stock, _) = source { stock.stored(group) != nil } else { stored(group) != nil }
        }
        return later * 16 >= known ? .many : .few
    }

    /// What the file lacks, by expression; nil where Hyperscan cannot give one in a form for files.
    func madeLater() -> [(expression: [UInt8], image: Image)]? {
        let (databases, made) = state.withLock { ($0.databases, $0.made) }
        var later: [(expression: [UInt8], image: Image)] = []
        var known: Set<[UInt8]> = []
        for group in made.sorted() {
            let text = Array(expression(group).utf8)
            known.insert(text)
            guard let database = databases[group] else { continue }
            guard let image = database.image() else { return nil }
            later.append((text, .made(image)))
        }
        if case .stock(_, let supplement) = source {
            for (text, automaton) in supplement.all where !known.contains(text) { later.append((text, .stored(automaton))) }
        }
        return later
    }

    /// How many automata there are.
    package var groupCount: Int { clues == nil ? 1 : patternCount }

    /// The automaton that looks for a pattern.
    package func group(of pattern: PatternID) -> Int { clues == nil ? 0 : pattern }

    /// Nil where Hyperscan refuses the pattern.
    func database(_ group: Int) -> PatternDatabase? {
        let (known, isRefused) = state.withLock { ($0.databases[group], $0.refused.contains(group)) }
        if known != nil || isRefused { return known }
        let found: PatternDatabase? =
            switch source {
            case .expressions(let expressions, let pool): pool?.database(for: expressions[group])
            case .stock(let stock, let supplement):
                stock.database(group) ?? (supplement.isEmpty ? nil : supplement.database(for: stock.expression(group)))
            }
        if let found {
            state.withLock { $0.databases[group] = found }
            return found
        }
        return compiled(group)
    }

    /// Makes or fetches several automata at once; all processors take part.
    ///
    /// The first text of a new machine needs hundreds that nobody made yet, and each takes some milliseconds.
    func prepare(_ groups: [Int]) {
        guard groups.count > 1 else { return }
        DispatchQueue.concurrentPerform(iterations: groups.count) { _ = database(groups[$0]) }
    }

    /// Makes an automaton anew that turned out to be damaged in its file.
    func replaceDamaged(_ group: Int) -> PatternDatabase? {
        guard case .stock(let stock, _) = source else { preconditionFailure("Hyperscan has no scratch space") }
        stock.tellDamaged()
        return compiled(group)
    }

    private func compiled(_ group: Int) -> PatternDatabase? {
        // Outside of the lock: another thread may need another one meanwhile.
        let made = try? PatternDatabase(expression(group), number: group)
        state.withLock { state in
            state.databases[group] = made
            state.made.insert(group)
            if made == nil { state.refused.insert(group) }
        }
        return made
    }

    /// Makes what one thread needs to scan.
    public func makeScanner() -> PatternScanner { PatternScanner(self) }
}
