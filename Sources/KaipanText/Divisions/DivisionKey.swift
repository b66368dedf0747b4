/// What a division is called, where it stands in the table: its name, or the start of it.
struct DivisionKey: Sendable {
    private static let width = 3

    /// The number of the division.
    let division: Int
    /// How many characters of its name.
    private let length: Int

    init(_ number: Int) {
        let numbers = PackedNumbers(DivisionTable.keys)
        division = numbers.two(at: number * Self.width)
        length = numbers.one(at: number * Self.width + 2)
    }

    func equals(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
        length == text.count && scalars.elementsEqual(text.lazy.map(\.value))
    }

    func precedes(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
        scalars.lexicographicallyPrecedes(text.lazy.map(\.value))
    }

    /// Its characters; each of them has three bytes in the table.
    private var scalars: some Sequence<UInt32> {
        let bytes = DivisionTable.names.utf8Start + DivisionRecord(division).nameStart * 3
        return (0..<length).lazy.map { place in
            UInt32(bytes[place * 3] & 0x0F) << 12 | UInt32(bytes[place * 3 + 1] & 0x3F) << 6 | UInt32(bytes[place * 3 + 2] & 0x3F)
        }
    }
}
