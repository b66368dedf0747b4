/// The scalars of a folded text with the places where they begin.
struct FoldedScalars {
    private(set) var values: [UInt32] = []
    /// In UTF-8; one more than there are values: the last is the text's length.
    private(set) var offsets: [Int] = []

    init(_ bytes: [UInt8]) {
        values.reserveCapacity(bytes.count / 3 + 1)
        offsets.reserveCapacity(bytes.count / 3 + 2)
        bytes.withUnsafeBufferPointer { bytes in
            var place = 0
            while place < bytes.count {
                let lead = bytes[place]
                let length = min(lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4, bytes.count - place)
                var value = length == 1 ? UInt32(lead) : UInt32(lead) & (0x7F >> UInt32(length))
                for index in place + 1..<place + max(length, 1) { value = value << 6 | UInt32(bytes[index] & 0x3F) }
                values.append(value)
                offsets.append(place)
                place += length
            }
            offsets.append(place)
        }
    }
}
