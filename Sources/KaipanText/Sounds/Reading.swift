/// One way to read a character in Mandarin.
public struct Reading: Hashable, Sendable {
    public let syllable: Syllable
    /// 1…4, and 5 for the neutral tone.
    public let tone: Int

    init(packed: Int) {
        syllable = Syllable(packed >> 3)
        tone = packed & 7
    }
}
