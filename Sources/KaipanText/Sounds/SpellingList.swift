/// The spellings of a language's syllables: in order, all filled up to one length.
struct SpellingList: Sendable {
    private let text: StaticString
    private let width: Int
    private let count: Int

    static let mandarin = SpellingList(
        text: SyllableTable.spellings, width: SyllableTable.spellingWidth, count: SyllableTable.count)
    static let cantonese = SpellingList(
        text: SyllableTable.cantonese, width: SyllableTable.cantoneseWidth, count: SyllableTable.cantoneseCount)

    /// The letters of one spelling.
    func spelling(_ number: Int) -> [Unicode.Scalar] {
        let bytes = UnsafeBufferPointer(start: text.utf8Start + number * width, count: width)
        return bytes.prefix { $0 != UInt8(ascii: " ") }.map { Unicode.Scalar($0) }
    }

    /// The number of a spelling; nil where the list does not have it.
    func number(of wanted: [Unicode.Scalar]) -> Int? {
        var low = 0, high = count
        while low < high {
            let middle = (low + high) / 2
            let found = spelling(middle)
            if found == wanted { return middle }
            if found.lexicographicallyPrecedes(wanted) { low = middle + 1 } else { high = middle }
        }
        return nil
    }
}
