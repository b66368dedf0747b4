/// How characters are read in Mandarin.
///
/// The readings of a standard character are those of 通用规范汉字字典; of others those of 现代汉语词典 or, failing that, of
/// Unihan's kMandarin. A name gives no sentence that would say which of them is meant, so that all are compared.
public enum Mandarin {
    /// All readings of a character, the most usual first; empty where it is no Han character or nobody knows one.
    ///
    /// - Complexity: O(1).
    public static func readings(of scalar: Unicode.Scalar) -> [Reading] {
        let list = list(scalar.value)
        guard list != 0 else { return [] }
        return (0..<MandarinTable.readingCount).lazy.map { reading(list, $0) }.prefix { $0 != 0 }.map { Reading(packed: $0) }
    }

    /// The sound classes of a character's readings.
    ///
    /// - Parameter scalar: Any value; what is no Han character has none.
    /// - Complexity: O(1), without allocation.
    package static func soundClasses(of scalar: UInt32) -> SoundClasses {
        soundClasses(list: list(scalar))
    }

    /// The sound classes of a list of readings.
    static func soundClasses(list: Int) -> SoundClasses {
        let start = list * listWidth
        return SoundClasses(first: soundClass(start), second: soundClass(start + 2), third: soundClass(start + 4))
    }

    /// How many reading slots a list has.
    static let slots = MandarinTable.readingCount

    /// The number of a scalar's list of readings; 0 is the empty one.
    static func list(_ scalar: UInt32) -> Int {
        PagedTable(pages: MandarinTable.pages, cells: MandarinTable.cells).two(scalar)
    }

    /// A reading of a list: syllable × 8 + tone, and 0 behind the last.
    static func reading(_ list: Int, _ place: Int) -> Int {
        PackedNumbers(MandarinTable.lists).two(at: list * listWidth + (MandarinTable.classCount + place) * 2)
    }

    private static let listWidth = (MandarinTable.classCount + MandarinTable.readingCount) * 2

    private static func soundClass(_ offset: Int) -> UInt16 {
        let number = PackedNumbers(MandarinTable.lists).two(at: offset)
        return number == 0xFFF ? SoundClasses.none : UInt16(number)
    }
}
