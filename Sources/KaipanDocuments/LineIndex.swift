/// Finds line and column of offsets in a source's text.
///
/// Marks at fixed distances are kept as far as anybody has asked, so that findings that overlap, or a file of one long
/// line, never cost more than one pass over the text and one distance each.
public struct LineIndex {
    private let source: Source
    /// What holds at every `stride` bytes of the text.
    private var marks = [Mark(line: 1, column: 1)]

    private struct Mark {
        var line: Int
        var column: Int
    }

    private static let stride = 1024

    public init(_ source: Source) {
        self.source = source
    }

    /// The place of an offset in the decoded text.
    ///
    /// Complexity: O(d) in the distance behind the furthest offset asked for so far, otherwise O(1).
    /// - Parameter target: UTF-8 bytes from the start of the source's text.
    public mutating func position(ofText target: Int) -> SourcePosition {
        let text = source.text
        let end = min(target, text.count)
        let index = end / Self.stride
        let place = text.withUnsafeBufferPointer { bytes in
            while marks.count <= index {
                let start = (marks.count - 1) * Self.stride
                marks.append(Self.advance(marks[marks.count - 1], over: start..<start + Self.stride, of: bytes))
            }
            return Self.advance(marks[index], over: index * Self.stride..<end, of: bytes)
        }
        return SourcePosition(line: place.line, column: place.column, byteOffset: source.byteOffset(ofText: end))
    }

    private static func advance(_ mark: Mark, over range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) -> Mark {
        let raw = UnsafeRawBufferPointer(bytes)
        var mark = mark
        var index = range.lowerBound
        while index < range.upperBound {
            if index + 8 <= range.upperBound {
                let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                // The high bit of a byte of the difference is set where one below 0x0E may stand: a line end or a tab.
                if (word &- 0x0E0E_0E0E_0E0E_0E0E) & ~word & 0x8080_8080_8080_8080 == 0 {
                    // Continuation bytes have the high bit and not the one below it.
                    mark.column += 8 - (word & ~(word << 1) & 0x8080_8080_8080_8080).nonzeroBitCount
                    index += 8
                    continue
                }
            }
            let byte = bytes[index]
            index += 1
            // CR LF ends one line, at its LF.
            if byte == 0x0A || (byte == 0x0D && !(index < bytes.count && bytes[index] == 0x0A)) {
                mark.line += 1
                mark.column = 1
            } else if byte & 0xC0 != 0x80 {
                mark.column += 1
            }
        }
        return mark
    }
}
