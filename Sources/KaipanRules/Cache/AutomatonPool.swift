/// Automata that earlier runs made, by their expressions.
struct AutomatonPool: Sendable {
    private struct Place {
        var file: MappedFile
        var image: Range<Int>
        var headSum: UInt32
    }

    /// By the expressions' bytes: strings would take canonically equal ones for the same.
    private var places: [[UInt8]: Place] = [:]

    var isEmpty: Bool { places.isEmpty }

    /// Adds an automaton; of several for one expression the first one stays.
    ///
    /// - Parameters:
    ///   - image: where it lies in the file.
    ///   - headSum: what `PatternDatabase.headSum(of:)` says of it.
    mutating func add(_ expression: some Collection<UInt8>, _ file: MappedFile, _ image: Range<Int>, _ headSum: UInt32) {
        let key = Array(expression)
        if places[key] == nil { places[key] = Place(file: file, image: image, headSum: headSum) }
    }

    func contains(_ expression: String) -> Bool { places[Array(expression.utf8)] != nil }

    /// The automaton for an expression; nil where there is none, or a damaged one.
    func database(for expression: String) -> PatternDatabase? {
        guard let place = places[Array(expression.utf8)],
            let database = PatternDatabase(place.file, place.image, headSum: place.headSum)
        else { return nil }
        // Taking it apart and putting it together looks at Hyperscan's own sum over all of it.
        return database.image() == nil ? nil : database
    }
}
