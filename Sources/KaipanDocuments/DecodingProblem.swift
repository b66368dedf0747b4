/// Bytes that are no character in the encoding of their file, and were replaced by U+FFFD.
public struct DecodingProblem: Sendable, Equatable {
    /// Where the bytes stand in the file, from 0.
    public let byteOffset: Int
    /// Where the replacement stands in the decoded text, in UTF-8 bytes from 0.
    public let textOffset: Int
    /// The wrong bytes, at most four.
    public let bytes: [UInt8]
}
