/// The 通用规范汉字表 (国发〔2013〕23号): the 8,105 characters that names of places have to keep to.
public enum StandardCharacters {
    /// How many characters the table has.
    static let count = 8105

    /// The level of a character: 1 for the 3,500 most common, 2 for the 3,000 after them, 3 for the 1,605 of names and trades.
    ///
    /// - Returns: nil for a character outside of the table.
    /// - Complexity: O(1).
    public static func level(of scalar: Unicode.Scalar) -> Int? {
        switch number(of: scalar.value) {
        case 0: nil
        case ...3500: 1
        case ...6500: 2
        default: 3
        }
    }

    /// The number of a character in the table, 1…8105; 0 outside of it.
    @inline(__always)
    static func number(of scalar: UInt32) -> Int {
        PagedTable(pages: StandardCharacterTable.pages, cells: StandardCharacterTable.cells).three(scalar)
    }

    /// The character of a number, 1…8105.
    @inline(__always)
    static func scalar(_ number: Int) -> UInt32 {
        UInt32(PackedNumbers(StandardCharacterTable.scalars).three(at: (number - 1) * 3))
    }
}
