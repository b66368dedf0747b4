/// Where something stands in an imported file.
public struct ImportPlace: Sendable, Hashable, Codable {
    /// The line, from 1.
    public var line: Int
    /// The bytes of the file as it is stored, half open; for a message in JSON its whole object.
    public var bytes: Range<Int>
    /// The place in the structure: `$.chatdata[3]` in JSON, `/chat/message[2]` in XML, else nil.
    public var path: String?

    public init(line: Int, bytes: Range<Int>, path: String? = nil) {
        self.line = line
        self.bytes = bytes
        self.path = path
    }
}
