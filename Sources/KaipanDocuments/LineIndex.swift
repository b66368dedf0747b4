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
        var mark = mark
        var start = range.lowerBound
        for index in range where bytes[index] <= 0x0D {
            // CR LF ends one line, at its LF.
            let isEnd = bytes[index] == 0x0A
                || (bytes[index] == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A))
            guard isEnd else { continue }
            mark.line += 1
            mark.column = 1
            start = index + 1
        }
        // A loop of its own without branches, which the compiler turns into vector instructions.
        for index in start..<range.upperBound { mark.column &+= bytes[index] & 0xC0 == 0x80 ? 0 : 1 }
        return mark
    }
}
