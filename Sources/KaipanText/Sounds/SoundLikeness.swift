/// How alike two characters sound in Mandarin, over all their readings.
public enum SoundLikeness: Int, Comparable, Sendable {
    /// No reading of one is easily taken for a reading of the other.
    case none
    /// A reading of each is in one class: 兴 and 新.
    case near
    /// A reading of each has the same syllable, in another tone: 园 and 远.
    case sameSyllable
    /// A reading of each has the same syllable and tone: 翰 and 瀚.
    case same

    /// - Complexity: O(1), without allocation.
    public init(_ a: Unicode.Scalar, _ b: Unicode.Scalar) {
        self.init(a.value, b.value)
    }

    /// - Parameters:
    ///   - a: Any value; what is no Han character sounds like nothing, not even itself.
    ///   - b: The same.
    /// - Complexity: O(1), without allocation.
    package init(_ a: UInt32, _ b: UInt32) {
        let first = Mandarin.list(a), second = Mandarin.list(b)
        // Most pairs share no class, and classes are the quickest to compare.
        guard first != 0, second != 0, Mandarin.soundClasses(list: first).intersects(Mandarin.soundClasses(list: second)) else {
            self = .none
            return
        }
        guard first != second else {
            self = .same
            return
        }
        var found = SoundLikeness.near
        for place in 0..<Mandarin.slots {
            let reading = Mandarin.reading(first, place)
            guard reading != 0 else { break }
            for otherPlace in 0..<Mandarin.slots {
                let other = Mandarin.reading(second, otherPlace)
                guard other != 0 else { break }
                if reading == other {
                    self = .same
                    return
                }
                if reading >> 3 == other >> 3 { found = .sameSyllable }
            }
        }
        self = found
    }

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
