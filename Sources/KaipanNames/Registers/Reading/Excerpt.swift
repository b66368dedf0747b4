/// Cuts a few words out of a text for an error.
enum Excerpt {
    /// The text of the line around an offset, nil where there is none.
    static func around(_ offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> String? {
        var lower = min(offset, bytes.count)
        var upper = lower
        while lower > 0, bytes[lower - 1] != 0x0A, offset - lower < 60 || bytes[lower] & 0xC0 == 0x80 { lower -= 1 }
        while upper < bytes.count, bytes[upper] != 0x0A, upper - offset < 40 || bytes[upper] & 0xC0 == 0x80 { upper += 1 }
        let text = String(decoding: bytes[lower..<upper], as: UTF8.self).trimmingSpaces()
        return text.isEmpty ? nil : text
    }

    /// The beginning of a text on one line.
    static func beginning(_ text: String, limit: Int) -> String {
        let line = String(text.unicodeScalars.prefix(limit + 1).map { $0.value < 0x20 ? " " : Character($0) }).trimmingSpaces()
        return line.unicodeScalars.count > limit ? String(String.UnicodeScalarView(line.unicodeScalars.prefix(limit))) + "…" : line
    }
}
