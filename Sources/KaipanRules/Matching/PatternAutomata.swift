/// All patterns of all rules, compiled: an automaton for each part of them.
public struct PatternAutomata: Sendable {
    package let division: PatternDivision
    /// By part; nil where it holds no pattern.
    private let databases: [PatternDatabase?]
    /// What scanners copy.
    let scratch: ScratchSpace

    /// Compiles patterns; their numbers are their places in the list.
    init(_ patterns: [String], division: PatternDivision) throws(PatternDatabase.CompileError) {
        guard !patterns.isEmpty else { throw .database(reason: "there is nothing to look for") }
        self.division = division
        var databases: [PatternDatabase?] = []
        for part in PatternPart.allCases {
            let members = division.patterns(in: part).map { (number: $0, expression: patterns[$0]) }
            databases.append(members.isEmpty ? nil : try PatternDatabase(members))
        }
        self.databases = databases
        guard let scratch = ScratchSpace(for: databases.compactMap(\.self)) else {
            throw .database(reason: "there is no scratch space")
        }
        self.scratch = scratch
    }

    /// Takes the automata where they lie in a file, or nil where one is damaged; an empty range is a part without patterns.
    init?(_ file: MappedFile, _ ranges: [Range<Int>], division: PatternDivision) {
        var databases: [PatternDatabase?] = []
        for (part, range) in zip(PatternPart.allCases, ranges) {
            guard range.isEmpty == division.patterns(in: part).isEmpty else { return nil }
            let database = range.isEmpty ? nil : PatternDatabase(file, range)
            guard range.isEmpty || database != nil else { return nil }
            databases.append(database)
        }
        guard databases.count == PatternPart.allCases.count, let scratch = ScratchSpace(for: databases.compactMap(\.self))
        else { return nil }
        self.scratch = scratch
        self.databases = databases
        self.division = division
    }

    /// The automata as they lie in memory, in the order of the parts; nil where Hyperscan cannot give them.
    func images() -> [[UInt8]]? {
        var images: [[UInt8]] = []
        for database in databases {
            guard let database else {
                images.append([])
                continue
            }
            guard let image = database.image() else { return nil }
            images.append(image)
        }
        return images
    }

    func database(_ part: PatternPart) -> PatternDatabase? { databases[part.rawValue] }

    /// Makes what one thread needs to scan.
    public func makeScanner() -> PatternScanner { PatternScanner(self) }
}
