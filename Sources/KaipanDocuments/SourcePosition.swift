/// A place in a file as people and programs name it.
public struct SourcePosition: Sendable, Hashable, Codable, Comparable {
    /// The line, from 1. LF, CR LF and a lone CR end a line.
    public var line: Int
    /// The column in Unicode scalars, from 1.
    public var column: Int
    /// The offset in bytes, from 0, in the file as it is stored (in its part, where a file has parts).
    public var byteOffset: Int

    public init(line: Int, column: Int, byteOffset: Int) {
        self.line = line
        self.column = column
        self.byteOffset = byteOffset
    }

    public static func < (a: SourcePosition, b: SourcePosition) -> Bool { a.byteOffset < b.byteOffset }
}
