/// A Mandarin syllable without its tone.
///
/// Those of Unihan's dictionaries, the interjections m, n, ng, hm and hng among them.
public struct Syllable: Hashable, Sendable {
    /// Its number, 0 ..< `Syllable.count`, in the order of the spellings. A new version of the tables may number anew.
    public let rawValue: UInt16

    /// How many syllables there are.
    public static let count = SyllableTable.count

    /// - Returns: nil where the number is none of a syllable.
    public init?(rawValue: UInt16) {
        guard rawValue < Self.count else { return nil }
        self.rawValue = rawValue
    }

    init(_ number: Int) {
        rawValue = UInt16(truncatingIfNeeded: number)
    }

    /// A syllable from its pinyin.
    ///
    /// - Parameter spelling: Small letters without tone marks; ü may be written v.
    /// - Returns: nil where no character is read so.
    /// - Complexity: O(log *n*) in the number of syllables.
    public init?(spelling: String) {
        let wanted = Array(spelling.unicodeScalars.map { $0 == "ü" ? "v" : $0 })
        guard let number = SpellingList.mandarin.number(of: wanted) else { return nil }
        self.init(number)
    }

    /// Its pinyin in small letters without tone: `zhang`, `lü`.
    public var spelling: String {
        String(String.UnicodeScalarView(SpellingList.mandarin.spelling(Int(rawValue)).map { $0 == "v" ? "ü" : $0 }))
    }

    /// The class of all syllables that are easily taken for it.
    ///
    /// - Complexity: O(1).
    public var soundClass: SoundClass {
        SoundClass(PackedNumbers(SyllableTable.classes).two(at: Int(rawValue) * 2))
    }
}
