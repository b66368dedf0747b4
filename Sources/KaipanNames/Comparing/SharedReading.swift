import KaipanText

/// The readings in which two characters meet, for people.
enum SharedReading {
    /// One reading where the syllables are equal (`fú · fǔ` where the tones differ), else the two that are near.
    static func of(_ a: UInt32, _ b: UInt32) -> [String] {
        guard let first = Unicode.Scalar(a), let second = Unicode.Scalar(b) else { return [] }
        let left = Mandarin.readings(of: first), right = Mandarin.readings(of: second)
        for x in left { for y in right where x == y { return [x.spelling] } }
        for x in left { for y in right where x.syllable == y.syllable { return [x.spelling, y.spelling] } }
        for x in left { for y in right where x.syllable.soundClass == y.syllable.soundClass { return [x.spelling, y.spelling] } }
        return []
    }
}
