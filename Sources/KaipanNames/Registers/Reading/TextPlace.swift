/// Counts lines and columns in a text that comes in chunks.
struct TextPlace {
    /// The line that the text before the current chunk ends in, and the scalars that it has so far.
    private var line = 1
    private var column = 0
    /// How far lines of the current chunk were counted already.
    private var counted = (offset: 0, line: 1)

    /// The line of an offset of the current chunk; offsets only grow within a chunk.
    mutating func line(at offset: Int, in chunk: UnsafeBufferPointer<UInt8>) -> Int {
        let end = min(offset, chunk.count)
        if counted.offset < end {
            counted.line += chunk[counted.offset..<end].reduce(0) { $1 == 0x0A ? $0 + 1 : $0 }
            counted.offset = end
        }
        return counted.line
    }

    /// Line and column of an offset of the current chunk, from 1, the column in Unicode scalars.
    mutating func position(at offset: Int, in chunk: UnsafeBufferPointer<UInt8>) -> (line: Int, column: Int) {
        let end = min(offset, chunk.count)
        let line = line(at: end, in: chunk)
        let start = chunk[..<end].lastIndex(of: 0x0A)
        let scalars = chunk[(start.map { $0 + 1 } ?? 0)..<end].reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
        return (line, scalars + 1 + (start == nil ? column : 0))
    }

    /// Goes on behind a chunk.
    mutating func pass(_ chunk: UnsafeBufferPointer<UInt8>) {
        let end = position(at: chunk.count, in: chunk)
        line = end.line
        column = end.column - 1
        counted = (0, line)
    }
}
