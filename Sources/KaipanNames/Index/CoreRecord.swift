/// A distinct core as the index holds it: the characters to compare and what its rows are, so that most are left out unread.
struct CoreRecord: Equatable {
    /// Twelve characters of 16 bits, the first in the highest bits; zero where there is none.
    var high: UInt64 = 0
    var middle: UInt64 = 0
    var low: UInt64 = 0
    /// The classes of all its marks.
    var classes: UInt64 = 0
    /// The provinces of all its places and projects, a bit each; see `province(of:)`.
    var provinces: UInt32 = 0
    /// Its first reference; those of the next core begin where its own end.
    var firstReference: UInt32 = 0
    var length: UInt8 = 0
    /// The registers it stands in, a bit each, and from bit 4 the statuses of its rows.
    var kinds: UInt8 = 0

    static let stride = 48

    /// Packs up to twelve characters.
    mutating func setCharacters(_ characters: ArraySlice<UInt16>) {
        high = 0
        middle = 0
        low = 0
        for (index, character) in characters.prefix(IndexLayout.coreLength).enumerated() {
            let bits = UInt64(character) << UInt64(48 - index % 4 * 16)
            switch index / 4 {
            case 0: high |= bits
            case 1: middle |= bits
            default: low |= bits
            }
        }
        length = UInt8(min(characters.count, IndexLayout.coreLength))
    }

    /// The character at a place below `length`.
    @inline(__always)
    func character(_ index: Int) -> UInt16 {
        let word = index < 4 ? high : index < 8 ? middle : low
        return UInt16(truncatingIfNeeded: word &>> UInt64(48 - (index & 3) * 16))
    }

    /// The 16 bits that stand for a scalar: itself, or for rare ideographs beyond the first plane a code of the private area.
    @inline(__always)
    static func code(_ scalar: UInt32) -> UInt16 {
        scalar <= 0xFFFF ? UInt16(scalar) : 0xE000 | UInt16(scalar & 0x0FFF)
    }

    /// A bit for the first two digits of a division's code, 11…82.
    static func province(of division: String?) -> UInt32 {
        guard let division, let code = Int(division.prefix(2)) else { return 0 }
        let known = [11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65]
        return 1 << UInt32(known.firstIndex(of: code) ?? 31)
    }

    /// The bit of Guangdong, whose names are compared in Cantonese as well.
    static let guangdong: UInt32 = 1 << 18

    func write(to pointer: UnsafeMutableRawPointer) {
        pointer.storeBytes(of: high.littleEndian, as: UInt64.self)
        pointer.storeBytes(of: middle.littleEndian, toByteOffset: 8, as: UInt64.self)
        pointer.storeBytes(of: low.littleEndian, toByteOffset: 16, as: UInt64.self)
        pointer.storeBytes(of: classes.littleEndian, toByteOffset: 24, as: UInt64.self)
        pointer.storeBytes(of: provinces.littleEndian, toByteOffset: 32, as: UInt32.self)
        pointer.storeBytes(of: firstReference.littleEndian, toByteOffset: 36, as: UInt32.self)
        pointer.storeBytes(of: length, toByteOffset: 40, as: UInt8.self)
        pointer.storeBytes(of: kinds, toByteOffset: 41, as: UInt8.self)
        pointer.storeBytes(of: 0, toByteOffset: 42, as: UInt16.self)
        pointer.storeBytes(of: 0, toByteOffset: 44, as: UInt32.self)
    }

    init(_ pointer: UnsafeRawPointer) {
        high = UInt64(littleEndian: pointer.load(as: UInt64.self))
        middle = UInt64(littleEndian: pointer.load(fromByteOffset: 8, as: UInt64.self))
        low = UInt64(littleEndian: pointer.load(fromByteOffset: 16, as: UInt64.self))
        classes = UInt64(littleEndian: pointer.load(fromByteOffset: 24, as: UInt64.self))
        provinces = UInt32(littleEndian: pointer.load(fromByteOffset: 32, as: UInt32.self))
        firstReference = UInt32(littleEndian: pointer.load(fromByteOffset: 36, as: UInt32.self))
        length = pointer.load(fromByteOffset: 40, as: UInt8.self)
        kinds = pointer.load(fromByteOffset: 41, as: UInt8.self)
    }

    init() {}
}
