import Glibc

/// Looks into a value's bytes before it becomes a `String`.
enum ByteText {
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// The value without the white space around it, the ideographic and the invisible kinds included.
    static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = bytes.count
        while start < end {
            let length = spaceLength(bytes, at: start, before: end)
            guard length > 0 else { break }
            start += length
        }
        while end > start {
            if isSpace(bytes[end - 1]) {
                end -= 1
            } else if end - start >= 3, bytes[end - 1] >= 0x80, spaceLength(bytes, at: end - 3, before: end) == 3 {
                end -= 3
            } else if end - start >= 2, bytes[end - 2] == 0xC2, bytes[end - 1] == 0xA0 {
                end -= 2
            } else {
                break
            }
        }
        return UnsafeBufferPointer(rebasing: bytes[start..<end])
    }

    /// The length of the white space at a place: ASCII's, U+00A0, U+2000…U+200F, U+3000, U+FEFF.
    private static func spaceLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, before end: Int) -> Int {
        let first = bytes[index]
        if isSpace(first) { return 1 }
        if first == 0xC2, index + 1 < end, bytes[index + 1] == 0xA0 { return 2 }
        guard index + 2 < end else { return 0 }
        switch (first, bytes[index + 1], bytes[index + 2]) {
        case (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF), (0xE2, 0x80, 0x80...0x8F): return 3
        default: return 0
        }
    }

    /// Whether a value only says that there is none.
    static func isPlaceholder(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        switch bytes.count {
        case 0: true
        case 1: bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "/") || bytes[0] == UInt8(ascii: "\\")
        case 2...6: isOne(of: ["--", "—", "——", "无", "暂无", "null", "NULL", "Null", "N/A", "n/a", "NaN", "nan"], bytes)
        default: false
        }
    }

    /// Whether a value is one of a few words.
    static func isOne(of words: [StaticString], _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = bytes.baseAddress else { return false }
        return words.contains { $0.utf8CodeUnitCount == bytes.count && memcmp($0.utf8Start, base, bytes.count) == 0 }
    }

    /// Hands a value out with full-width ASCII made half-width; one that has none is not copied.
    static func withNarrowed<T>(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
        guard bytes.contains(where: { $0 == 0xEF || $0 == 0xE3 }) else { return body(bytes) }
        return narrowed(bytes).withUnsafeBufferPointer(body)
    }

    /// A value with full-width ASCII made half-width (Unicode's Halfwidth and Fullwidth Forms) and U+3000 made a space.
    static func narrowed(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        guard bytes.contains(where: { $0 == 0xEF || $0 == 0xE3 }) else { return Array(bytes) }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if index + 2 < bytes.count {
                switch (bytes[index], bytes[index + 1], bytes[index + 2]) {
                case (0xEF, 0xBC, let last) where (0x81...0xBF).contains(last):
                    output.append(last - 0x60)
                    index += 3
                    continue
                case (0xEF, 0xBD, let last) where (0x80...0x9E).contains(last):
                    output.append(last - 0x20)
                    index += 3
                    continue
                case (0xE3, 0x80, 0x80):
                    output.append(0x20)
                    index += 3
                    continue
                default: break
                }
            }
            output.append(bytes[index])
            index += 1
        }
        return output
    }
}
