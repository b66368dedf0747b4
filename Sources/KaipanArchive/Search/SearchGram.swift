/// What one posting of the index is about: the first 61 bits of a keyed hash.
///
/// The first 13 say which row of a block has it, the other 48 which part of the row.
package struct SearchGram: Sendable, Hashable, Comparable {
    package let value: UInt64

    /// How many rows a block has.
    package static let bucketBits: UInt64 = 13
    /// How many bytes of a gram stand in a row.
    package static let suffixLength = 6

    /// - Parameter hash: all bits of it; the last three are not kept.
    init(hash: UInt64) { value = hash >> 3 }

    init(bucket: UInt64, suffix: UInt64) { value = bucket << 48 | suffix }

    package var bucket: UInt64 { value >> 48 }
    package var suffix: UInt64 { value & 0xFFFF_FFFF_FFFF }

    package static func < (a: Self, b: Self) -> Bool { a.value < b.value }
}
