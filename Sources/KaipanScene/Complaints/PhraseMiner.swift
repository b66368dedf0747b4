import KaipanText

/// Finds phrases that statements of several complaints share.
public struct PhraseMiner: Sendable {
    /// A phrase that several complaints are about.
    public struct Phrase: Sendable, Hashable {
        public var text: String
        /// How many complaints have it.
        public var complaints: Int
        /// How many statements have it.
        public var statements: Int
        /// The first statement that has it.
        public var example: String

        public init(text: String, complaints: Int, statements: Int, example: String) {
            self.text = text
            self.complaints = complaints
            self.statements = statements
            self.example = example
        }
    }

    /// In characters.
    static let lengths = 4...12

    /// The phrases of at least four characters that two complaints or more share, each as long as it can be; the most frequent first.
    ///
    /// - Parameter statements: with the number of their complaint.
    /// - Complexity: O(n) in the length of all statements, times nine lengths.
    public static func phrases(in statements: [(complaint: Int, text: String)], atLeast least: Int = 2) -> [Phrase] {
        var places: [[Unicode.Scalar]: (complaints: Set<Int>, statements: Set<Int>)] = [:]
        for (number, statement) in statements.enumerated() {
            for run in runs(statement.text) {
                for length in lengths where run.count >= length {
                    for start in 0...run.count - length {
                        let phrase = run[start..<start + length]
                        guard isPhrase(phrase) else { continue }
                        places[Array(phrase), default: ([], [])].complaints.insert(statement.complaint)
                        places[Array(phrase)]?.statements.insert(number)
                    }
                }
            }
        }
        let shared = places.filter { $0.value.complaints.count >= least }
        // The longest first: a part of it that no other statement has says nothing new.
        let order = shared.keys.sorted { a, b in
            a.count != b.count ? a.count > b.count : a.lexicographicallyPrecedes(b) { $0.value < $1.value }
        }
        var kept: [[Unicode.Scalar]] = []
        for phrase in order {
            let own = shared[phrase]?.statements ?? []
            guard !kept.contains(where: { overlaps($0, phrase) && own.isSubset(of: shared[$0]?.statements ?? []) }) else { continue }
            kept.append(phrase)
        }
        return kept.map { scalars in
            let found = shared[scalars] ?? ([], [])
            return Phrase(
                text: String(String.UnicodeScalarView(scalars)), complaints: found.complaints.count, statements: found.statements.count,
                example: found.statements.min().map { statements[$0].text.split(separator: "\n").joined(separator: "…") } ?? "")
        }.sorted { a, b in
            if a.complaints != b.complaints { return a.complaints > b.complaints }
            if a.text.unicodeScalars.count != b.text.unicodeScalars.count { return a.text.unicodeScalars.count > b.text.unicodeScalars.count }
            return a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
        }
    }

    /// The Han characters of a text that stand together, folded.
    private static func runs(_ text: String) -> [[Unicode.Scalar]] {
        String(decoding: Folded(text).bytes, as: UTF8.self).unicodeScalars.split { !$0.properties.isIdeographic }.map(Array.init)
    }

    /// Whether a phrase says something: it neither begins nor ends with a particle, and half of it carries meaning.
    private static func isPhrase(_ phrase: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let first = phrase.first, let last = phrase.last, !edges.contains(first), !edges.contains(last) else { return false }
        return phrase.count { !QuestionText.light.contains($0.value) } * 2 >= phrase.count
    }

    private static let edges = Set("的了吗呢吧啊呀么嘛是就都也还和与或到这那您你我他她它们把被给对从于在".unicodeScalars)

    /// Whether two phrases share all but one character or more of the shorter: one is a part of the other, or they overlap.
    private static func overlaps(_ long: [Unicode.Scalar], _ short: [Unicode.Scalar]) -> Bool {
        guard long.count >= short.count else { return false }
        for shift in stride(from: -(short.count - 3), through: long.count - 3, by: 1) {
            let start = max(0, shift), end = min(long.count, shift + short.count)
            if end - start >= 3, long[start..<end].elementsEqual(short[(start - shift)..<(end - shift)]) { return true }
        }
        return false
    }
}
