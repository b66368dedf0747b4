/// Tells the characters of UTF-8 from bytes that are none (Unicode 15, table 3-7).
enum UTF8Scanner {
    /// What stands at a place.
    enum Character: Equatable {
        case valid(Int)
        /// A maximal subpart of a character, which one U+FFFD replaces.
        case wrong(Int)
        /// The beginning of a character that the bytes end in.
        case cut
    }

    static func character(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Character {
        let first = bytes[index]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch first {
        case 0..<0x80: return .valid(1)
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF:
            length = 3
            if first == 0xE0 { second = 0xA0...0xBF } else if first == 0xED { second = 0x80...0x9F }
        case 0xF0...0xF4:
            length = 4
            if first == 0xF0 { second = 0x90...0xBF } else if first == 0xF4 { second = 0x80...0x8F }
        default: return .wrong(1)
        }
        for offset in 1..<length {
            guard index + offset < bytes.count else { return .cut }
            guard (offset == 1 ? second : 0x80...0xBF).contains(bytes[index + offset]) else { return .wrong(offset) }
        }
        return .valid(length)
    }
}
