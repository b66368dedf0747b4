/// A Cantonese syllable without its tone.
public struct CantoneseSyllable: Hashable, Sendable {
    /// Its number, 0 ..< `CantoneseSyllable.count`, in the order of the spellings. A new version of the tables may number anew.
    public let rawValue: UInt16

    /// How many syllables there are.
    public static let count = SyllableTable.cantoneseCount

    init(_ number: Int) {
        rawValue = UInt16(truncatingIfNeeded: number)
    }

    /// Its Jyutping in small letters without tone: `gwong`.
    public var spelling: String {
        String(String.UnicodeScalarView(SpellingList.cantonese.spelling(Int(rawValue))))
    }
}
