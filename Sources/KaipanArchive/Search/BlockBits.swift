/// A set of the utterances of one block.
package struct BlockBits: Sendable, Equatable {
    /// How many utterances a block has room for.
    package static let count = 65_536
    private(set) var words: [UInt64]

    /// The empty set, or all.
    package init(all: Bool = false) { words = Array(repeating: all ? .max : 0, count: Self.count / 64) }

    /// - Parameter bytes: a bit each, the lowest of a byte first; 8,192 bytes.
    package init(bytes: ArraySlice<UInt8>) {
        words = bytes.withUnsafeBytes { raw in
            (0..<Self.count / 64).map { UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self)) }
        }
    }

    subscript(place: UInt16) -> Bool { words[Int(place) >> 6] >> UInt64(place & 63) & 1 == 1 }

    mutating func insert(_ place: UInt16) { words[Int(place) >> 6] |= 1 << UInt64(place & 63) }

    mutating func formUnion(_ other: BlockBits) { for index in words.indices { words[index] |= other.words[index] } }

    mutating func formIntersection(_ other: BlockBits) { for index in words.indices { words[index] &= other.words[index] } }

    mutating func subtract(_ other: BlockBits) { for index in words.indices { words[index] &= ~other.words[index] } }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    /// The highest members below a bound, in descending order.
    ///
    /// - Parameters:
    ///   - bound: 0…65,536.
    ///   - limit: how many at most.
    package func descending(below bound: Int, limit: Int) -> [UInt16] {
        var found: [UInt16] = []
        guard bound > 0, limit > 0 else { return found }
        var index = (bound - 1) >> 6
        var word = words[index]
        let kept = (bound - 1) & 63
        if kept < 63 { word &= (1 << UInt64(kept + 1)) - 1 }
        while true {
            while word != 0 {
                let bit = 63 - word.leadingZeroBitCount
                found.append(UInt16(index << 6 | bit))
                guard found.count < limit else { return found }
                word &= ~(1 << UInt64(bit))
            }
            guard index > 0 else { return found }
            index -= 1
            word = words[index]
        }
    }

    /// The members in ascending order.
    package var members: [UInt16] {
        var found: [UInt16] = []
        for (index, word) in words.enumerated() {
            var word = word
            while word != 0 {
                found.append(UInt16(index << 6 | word.trailingZeroBitCount))
                word &= word - 1
            }
        }
        return found
    }
}
