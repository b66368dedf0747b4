import Glibc
import Synchronization

/// The automata of a file, of which a run needs a few, and the expressions of all.
///
/// To look at all of them takes longer than checking a document, so each is looked at when it is asked for. A file need not
/// hold every one.
final class PatternStock: Sendable {
    private let file: MappedFile
    private let images: [Range<Int>]
    private let headSums: [UInt32]
    private let expressions: Range<Int>
    /// Where each expression lies; nil until one is asked for.
    private let lines = Mutex<[Range<Int>]?>(nil)

    /// - Parameters:
    ///   - images: where the automata lie in the file, by pattern; empty for one that is not there.
    ///   - headSums: what `PatternDatabase.headSum(of:)` says of each.
    ///   - expressions: where all expressions lie, one in a line, as they were written.
    init?(_ file: MappedFile, images: [Range<Int>], headSums: [UInt32], expressions: Range<Int>) {
        guard images.count == headSums.count, images.allSatisfy({ $0.upperBound <= file.bytes.count }), expressions.upperBound <= file.bytes.count else { return nil }
        self.file = file
        self.images = images
        self.headSums = headSums
        self.expressions = expressions
    }

    var count: Int { images.count }

    /// The automaton as it lies in the file; nil where it is not there or damaged.
    func stored(_ pattern: PatternID) -> StoredAutomaton? {
        images[pattern].isEmpty ? nil : StoredAutomaton(file: file, image: images[pattern], headSum: headSums[pattern])
    }

    func database(_ pattern: PatternID) -> PatternDatabase? {
        guard let stored = stored(pattern) else { return nil }
        let database = stored.database()
        if database == nil { tellDamaged() }
        return database
    }

    /// Has the next run make the whole file anew.
    func tellDamaged() { unlink(file.path) }

    /// What an automaton is made from.
    func expression(_ pattern: PatternID) -> String {
        let place = lines.withLock { lines in
            if let lines { return lines[pattern] }
            var found: [Range<Int>] = []
            var start = expressions.lowerBound
            for end in expressions where file.bytes[end] == UInt8(ascii: "\n") {
                found.append(start..<end)
                start = end + 1
            }
            found.append(start..<expressions.upperBound)
            lines = found
            return found[pattern]
        }
        return String(decoding: file.bytes[place], as: UTF8.self)
    }
}
