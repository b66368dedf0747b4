/// Finds line and column of offsets in a source's text.
///
/// Offsets that come in ascending order cost one pass over the text in all; an earlier offset starts over.
public struct LineIndex {
    private let source: Source
    private var offset = 0
    private var line = 1
    private var lineStart = 0

    public init(_ source: Source) {
        self.source = source
    }

    /// The place of an offset in the decoded text.
    ///
    /// Complexity: O(d) in the distance from the last offset asked for.
    /// - Parameter target: UTF-8 bytes from the start of the source's text.
    public mutating func position(ofText target: Int) -> SourcePosition {
        if target < offset {
            offset = 0
            line = 1
            lineStart = 0
        }
        let text = source.text
        let end = min(target, text.count)
        text.withUnsafeBufferPointer { bytes in
            while offset < end {
                let byte = bytes[offset]
                offset += 1
                guard byte == 0x0A || byte == 0x0D else { continue }
                // CR LF ends one line, at its LF.
                if byte == 0x0D, offset < bytes.count, bytes[offset] == 0x0A { continue }
                line += 1
                lineStart = offset
            }
        }
        var column = 1
        for byte in text[lineStart..<end] where byte & 0xC0 != 0x80 { column += 1 }
        return SourcePosition(line: line, column: column, byteOffset: source.byteOffset(ofText: end))
    }
}
