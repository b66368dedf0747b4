/// Automata that earlier runs made, by their expressions.
struct AutomatonPool: Sendable {
    /// By the expressions' bytes: strings would take canonically equal ones for the same.
    private var places: [[UInt8]: StoredAutomaton] = [:]

    var isEmpty: Bool { places.isEmpty }

    var count: Int { places.count }

    /// All of them, in the order of their expressions' bytes.
    var all: [(expression: [UInt8], automaton: StoredAutomaton)] {
        places.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { (expression: $0.key, automaton: $0.value) }
    }

    /// Adds an automaton; of several for one expression the first one stays.
    mutating func add(_ expression: some Collection<UInt8>, _ automaton: StoredAutomaton) {
        let key = Array(expression)
        if places[key] == nil { places[key] = automaton }
    }

    func contains(_ expression: String) -> Bool { stored(expression) != nil }

    /// Where the automaton for an expression lies; nil where there is none.
    func stored(_ expression: String) -> StoredAutomaton? { places[Array(expression.utf8)] }

    /// The automaton for an expression; nil where there is none, or a damaged one.
    func database(for expression: String) -> PatternDatabase? {
        guard let database = stored(expression)?.database() else { return nil }
        // Taking it apart and putting it together looks at Hyperscan's own sum over all of it.
        return database.image() == nil ? nil : database
    }
}
