/// Numbers in a literal of ASCII, six bits a byte from `0` (0) to `o` (63), the highest first.
///
/// Literals of text compile at once, lie in the program's read-only pages and are read where they stand: nothing is
/// decoded when the program starts, and what nobody asks for is never loaded.
struct PackedNumbers: Sendable {
    private let text: StaticString

    @inline(__always)
    init(_ text: StaticString) {
        self.text = text
    }

    /// How many bytes there are.
    @inline(__always)
    var byteCount: Int { text.utf8CodeUnitCount }

    /// The number of one byte, 0…63.
    ///
    /// - Parameter offset: Where it stands, in bytes from the start of the literal.
    /// - Complexity: O(1).
    @inline(__always)
    func one(at offset: Int) -> Int {
        assert(offset >= 0 && offset < byteCount)
        return Self.value(text.utf8Start[offset])
    }

    /// The number of two bytes, 0…4095.
    ///
    /// - Parameter offset: Where it begins, in bytes from the start of the literal.
    /// - Complexity: O(1).
    @inline(__always)
    func two(at offset: Int) -> Int {
        assert(offset >= 0 && offset + 2 <= byteCount)
        let bytes = text.utf8Start + offset
        return Self.value(bytes[0]) << 6 | Self.value(bytes[1])
    }

    /// The number of three bytes, 0…262,143.
    ///
    /// - Parameter offset: Where it begins, in bytes from the start of the literal.
    /// - Complexity: O(1).
    @inline(__always)
    func three(at offset: Int) -> Int {
        assert(offset >= 0 && offset + 3 <= byteCount)
        let bytes = text.utf8Start + offset
        return Self.value(bytes[0]) << 12 | Self.value(bytes[1]) << 6 | Self.value(bytes[2])
    }

    /// The number of four bytes, 0…16,777,215.
    ///
    /// - Parameter offset: Where it begins, in bytes from the start of the literal.
    /// - Complexity: O(1).
    @inline(__always)
    func four(at offset: Int) -> Int {
        two(at: offset) << 12 | two(at: offset + 2)
    }

    @inline(__always)
    private static func value(_ byte: UInt8) -> Int { Int(byte &- 0x30) & 63 }
}
