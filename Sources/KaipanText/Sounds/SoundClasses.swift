/// The distinct sound classes of one character, at most three, the most usual first.
///
/// A value without memory of its own, so that whoever indexes millions of names allocates nothing.
package struct SoundClasses: Equatable, Sendable {
    /// What stands where there is no class; above every `SoundClass.rawValue`.
    package static let none: UInt16 = 0xFFFF

    /// The class of the most usual reading; `none` where the character has no reading.
    package let first: UInt16
    /// `none` where there is no other.
    package let second: UInt16
    /// `none` where there is no other.
    package let third: UInt16

    /// How many there are, 0…3.
    @inline(__always)
    package var count: Int { first == Self.none ? 0 : second == Self.none ? 1 : third == Self.none ? 2 : 3 }

    /// The class at a place below `count`.
    package subscript(place: Int) -> UInt16 {
        precondition((0..<3).contains(place), "a character has at most three classes")
        return place == 0 ? first : place == 1 ? second : third
    }

    /// Whether two characters have a class in common.
    @inline(__always)
    package func intersects(_ other: Self) -> Bool {
        first != Self.none && other.has(first) || second != Self.none && other.has(second) || third != Self.none && other.has(third)
    }

    @inline(__always)
    private func has(_ wanted: UInt16) -> Bool { first == wanted || second == wanted || third == wanted }
}
