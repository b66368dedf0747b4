import KaipanText

/// The number by which a character takes part in sound keys.
///
/// Han characters go by their sound classes (up to three readings), digits by those of the numerals that they are read as; whatever
/// has no reading stands for itself.
enum SoundCode {
    /// The codes of a folded scalar, the most usual first, 0xFFFF where there are fewer than three.
    @inline(__always)
    static func of(_ scalar: UInt32) -> (UInt16, UInt16, UInt16) {
        if scalar >= 0x3400 {
            let classes = Mandarin.soundClasses(of: scalar)
            if classes.0 != 0xFFFF { return classes }
        }
        return other(scalar)
    }

    private static func other(_ scalar: UInt32) -> (UInt16, UInt16, UInt16) {
        if (0x30...0x39).contains(scalar) { return Mandarin.soundClasses(of: numerals[Int(scalar - 0x30)]) }
        return (0x8000 | UInt16(scalar & 0x7FFE), 0xFFFF, 0xFFFF)
    }

    private static let numerals = "零一二三四五六七八九".unicodeScalars.map(\.value)
}
