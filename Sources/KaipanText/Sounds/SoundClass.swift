/// Mandarin syllables that are easily taken for each other.
///
/// One class has the syllables that differ in no more than zh/z, ch/c, sh/s or n/l at the start and -ng/-n after a, e or
/// i at the end (ang/an, eng/en, ing/in, iang/ian, uang/uan). These are the confusions of most speakers of the south and
/// of all input methods; f/h and r/l, which are those of single regions, are kept apart.
public struct SoundClass: Hashable, Sendable {
    /// Its number, 0 ..< `SoundClass.count`. A new version of the tables may number anew.
    public let rawValue: UInt16

    /// How many classes there are.
    public static let count = SyllableTable.classCount

    init(_ number: Int) {
        rawValue = UInt16(truncatingIfNeeded: number)
    }
}
