import Crypto
import Glibc

/// The automata of a file, of which a run needs a few.
///
/// To look at all of them takes longer than checking a document, so each is looked at when it is asked for, and made anew
/// from its expression where it is damaged.
struct PatternStock: Sendable {
    private let file: MappedFile
    private let images: [Range<Int>]
    private let headSums: [UInt32]
    private let expressions: Range<Int>
    private let expressionSum: [UInt8]

    /// - Parameters:
    ///   - images: where the automata lie in the file, by pattern.
    ///   - headSums: what `PatternDatabase.headSum(of:)` says of each.
    ///   - expressions: where all expressions lie, one in a line.
    ///   - expressionSum: their SHA-256.
    init?(_ file: MappedFile, images: [Range<Int>], headSums: [UInt32], expressions: Range<Int>, expressionSum: [UInt8]) {
        guard images.count == headSums.count, images.allSatisfy({ $0.upperBound <= file.bytes.count }), expressions.upperBound <= file.bytes.count else { return nil }
        self.file = file
        self.images = images
        self.headSums = headSums
        self.expressions = expressions
        self.expressionSum = expressionSum
    }

    var count: Int { images.count }

    func database(_ pattern: PatternID) -> PatternDatabase {
        PatternDatabase(file, images[pattern], headSum: headSums[pattern]) ?? compiled(pattern)
    }

    /// Makes an automaton from its expression, because the one in the file is damaged.
    func compiled(_ pattern: PatternID) -> PatternDatabase {
        // The next run makes the whole file anew.
        unlink(file.path)
        let text = file.bytes[expressions]
        guard Self.sum(text) == expressionSum else { preconditionFailure("\(file.path) is damaged; delete it") }
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let expression = String(decoding: lines[pattern], as: UTF8.self)
        guard let database = try? PatternDatabase(expression, number: pattern) else {
            preconditionFailure("Hyperscan no longer takes the pattern \(expression)")
        }
        return database
    }

    static func sum(_ bytes: some Collection<UInt8>) -> [UInt8] { Array(SHA256.hash(data: Array(bytes))) }
}
