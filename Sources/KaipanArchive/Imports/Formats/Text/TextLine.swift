import KaipanDocuments

/// A line of a text with its place in the file.
struct TextLine {
    /// Without the line end.
    var bytes: ArraySlice<UInt8>
    /// Where it stands in the source's text, in bytes.
    var range: Range<Int>
    /// The place in the markup that it was read from, or nil.
    var path: String?

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0C } }

    /// The lines of a source; LF, CR LF and a lone CR end one.
    static func all(of source: Source) -> [TextLine] {
        let text = source.text
        var lines: [TextLine] = []
        var start = 0
        var index = 0
        while index < text.count {
            let byte = text[index]
            guard byte == 0x0A || byte == 0x0D else {
                index += 1
                continue
            }
            lines.append(TextLine(bytes: text[start..<index], range: start..<index))
            index += byte == 0x0D && index + 1 < text.count && text[index + 1] == 0x0A ? 2 : 1
            start = index
        }
        if start < text.count { lines.append(TextLine(bytes: text[start...], range: start..<text.count)) }
        return lines
    }
}

extension ArraySlice<UInt8> {
    /// Whether a word stands at the start.
    func begins(with word: StaticString) -> Bool {
        guard count >= word.utf8CodeUnitCount else { return false }
        return (0..<word.utf8CodeUnitCount).allSatisfy { self[startIndex + $0] == word.utf8Start[$0] }
    }

    /// Without spaces and tabs, full-width ones included, at the start.
    func droppingSpaces() -> ArraySlice<UInt8> {
        var rest = self
        while let byte = rest.first {
            if byte == 0x20 || byte == 0x09 {
                rest = rest.dropFirst()
            } else if rest.begins(with: "\u{3000}") {
                rest = rest.dropFirst(3)
            } else {
                break
            }
        }
        return rest
    }

    /// Whether a sequence of bytes stands somewhere in it.
    func contains(_ word: StaticString) -> Bool {
        guard count >= word.utf8CodeUnitCount else { return false }
        let first = word.utf8Start[0]
        return (startIndex...(endIndex - word.utf8CodeUnitCount)).contains { self[$0] == first && self[$0...].begins(with: word) }
    }
}
