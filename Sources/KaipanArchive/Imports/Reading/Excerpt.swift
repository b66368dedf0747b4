/// Short pieces of a file for messages.
enum Excerpt {
    /// The text around an offset, cut at characters and line ends.
    static func around(_ offset: Int, in text: [UInt8]) -> String {
        var start = max(0, min(offset, text.count) - 20)
        var end = min(text.count, offset + 24)
        while start < text.count, text[start] & 0xC0 == 0x80 { start += 1 }
        while end > start, end < text.count, text[end] & 0xC0 == 0x80 { end -= 1 }
        guard start < end else { return "" }
        return clean(text[start..<end])
    }

    /// The beginning of a text.
    static func head(_ text: some Sequence<UInt8>, length: Int = 60) -> String {
        var bytes = Array(text.prefix(length + 1))
        if bytes.count > length {
            bytes.removeLast()
            while let last = bytes.last, last & 0xC0 == 0x80 { bytes.removeLast() }
            if let last = bytes.last, last >= 0xC0 { bytes.removeLast() }
            return clean(bytes) + "…"
        }
        return clean(bytes)
    }

    private static func clean(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self).trimming()
    }
}

extension StringProtocol {
    /// Without white space at both ends.
    func trimming() -> String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
