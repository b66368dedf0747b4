/// Reading of folded UTF-8 by character, forwards and backwards.
struct FoldedCursor {
    let bytes: [UInt8]
    /// Where reading forwards ends.
    let end: Int

    /// The character at an offset and the offset behind it, or nil at the end.
    ///
    /// - Complexity: O(1).
    func next(at offset: Int) -> (scalar: Unicode.Scalar, end: Int)? {
        guard offset < end else { return nil }
        let lead = bytes[offset]
        if lead < 0x80 { return (Unicode.Scalar(lead), offset + 1) }
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard offset + length <= end else { return nil }
        var value = UInt32(lead) & (0x7F >> UInt32(length))
        for index in offset + 1..<offset + length { value = value << 6 | UInt32(bytes[index] & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", offset + length)
    }

    /// The character at an offset, or nil at the end.
    func scalar(at offset: Int) -> Unicode.Scalar? { next(at: offset)?.scalar }

    /// The character before an offset and where it begins, or nil at the start; the reading range does not matter.
    func previous(before offset: Int) -> (scalar: Unicode.Scalar, start: Int)? {
        var start = offset - 1
        while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        guard start >= 0 else { return nil }
        let reader = FoldedCursor(bytes: bytes, end: offset)
        return reader.next(at: start).map { ($0.scalar, start) }
    }

    /// Whether the text goes on with these bytes at an offset, inside the reading range.
    func hasPrefix(_ prefix: some Collection<UInt8>, at offset: Int) -> Bool {
        guard offset >= 0, offset + prefix.count <= end else { return false }
        var index = offset
        for byte in prefix {
            guard bytes[index] == byte else { return false }
            index += 1
        }
        return true
    }

    /// Whether the text before an offset ends with these bytes.
    func hasSuffix(_ suffix: some Collection<UInt8>, before offset: Int) -> Bool {
        offset >= suffix.count && FoldedCursor(bytes: bytes, end: offset).hasPrefix(suffix, at: offset - suffix.count)
    }
}
