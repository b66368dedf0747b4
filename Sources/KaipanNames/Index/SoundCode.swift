import KaipanText

/// The number by which a character takes part in sound keys.
///
/// Han characters go by their sound classes (up to three readings), digits by those of the numerals that they are read as; whatever
/// has no reading stands for itself.
enum SoundCode {
    /// The codes of a folded scalar, the most usual first, `none` where there are fewer than three.
    @inline(__always)
    static func of(_ scalar: UInt32) -> (UInt16, UInt16, UInt16) {
        if scalar >= 0x3400 {
            let classes = Mandarin.soundClasses(of: scalar)
            if classes.first != none { return (classes.first, classes.second, classes.third) }
        }
        return other(scalar)
    }

    private static func other(_ scalar: UInt32) -> (UInt16, UInt16, UInt16) {
        if (0x30...0x39).contains(scalar) {
            return (Mandarin.soundClasses(of: numerals[Int(scalar - 0x30)]).first, none, none)
        }
        return (0x8000 | UInt16(scalar & 0x7FFE), none, none)
    }

    /// What stands for a reading that is not there.
    static let none = SoundClasses.none

    private static let numerals = "零一二三四五六七八九".unicodeScalars.map(\.value)
}
