/// How characters are read in Cantonese, for names in Guangdong, where the rules count sameness in the local speech too.
///
/// Unihan's kCantonese; a simplified character without one is read as its traditional form.
public enum Cantonese {
    /// All readings of a character; empty where none is known.
    ///
    /// - Complexity: O(1).
    public static func readings(of scalar: Unicode.Scalar) -> [CantoneseSyllable] {
        let list = list(scalar.value)
        guard list != 0 else { return [] }
        return (0..<CantoneseTable.readingCount).lazy.map { reading(list, $0) }.prefix { $0 != none }.map { CantoneseSyllable($0) }
    }

    /// Whether two characters have a reading in common, whatever its tone.
    ///
    /// - Complexity: O(1), without allocation.
    public static func soundAlike(_ a: Unicode.Scalar, _ b: Unicode.Scalar) -> Bool {
        let first = list(a.value), second = list(b.value)
        guard first != 0, second != 0 else { return false }
        if first == second { return true }
        for place in 0..<CantoneseTable.readingCount {
            let wanted = reading(first, place)
            guard wanted != none else { return false }
            for other in 0..<CantoneseTable.readingCount where reading(second, other) == wanted { return true }
        }
        return false
    }

    private static let none = 0xFFF

    private static func list(_ scalar: UInt32) -> Int {
        PagedTable(pages: CantoneseTable.pages, cells: CantoneseTable.cells).two(scalar)
    }

    private static func reading(_ list: Int, _ place: Int) -> Int {
        PackedNumbers(CantoneseTable.lists).two(at: (list * CantoneseTable.readingCount + place) * 2)
    }
}
