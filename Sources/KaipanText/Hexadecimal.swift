/// Spells bytes in lower-case hexadecimal.
package enum Hexadecimal {
    package static func string(_ bytes: some Sequence<UInt8>) -> String { string(Array(bytes)) }

    /// For arrays by themselves: a leaf spells five digests, and other modules call the generic function byte by byte.
    package static func string(_ bytes: [UInt8]) -> String {
        String(unsafeUninitializedCapacity: 2 * bytes.count) { digits in
            for (place, byte) in bytes.enumerated() {
                digits[2 * place] = digit(byte >> 4)
                digits[2 * place + 1] = digit(byte & 15)
            }
            return 2 * bytes.count
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}
