/// A piece of a folded text: one or two scalars next to each other, or the sounds of two, in one number.
package struct TextGram: Sendable, Hashable {
    let packed: UInt64

    package static func scalar(_ scalar: UInt32) -> Self { Self(packed: 1 << 56 | UInt64(scalar)) }

    package static func pair(_ first: UInt32, _ second: UInt32) -> Self { Self(packed: 2 << 56 | UInt64(first) << 21 | UInt64(second)) }

    /// - Parameters: classes of `Mandarin.soundClasses(of:)`.
    package static func sounds(_ first: UInt16, _ second: UInt16) -> Self { Self(packed: 3 << 56 | UInt64(first) << 21 | UInt64(second)) }
}
