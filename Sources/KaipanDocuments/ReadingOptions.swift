/// What a user can say about how documents are to be read.
public struct ReadingOptions: Sendable {
    /// The encoding to assume where no byte order mark says otherwise.
    public var encoding: TextEncoding?
    /// How an XML vocabulary is to be understood.
    public var mapping: XMLMapping?
    /// The largest file that is read, in bytes.
    public var sizeLimit = 256 << 20
    /// The deepest nesting of elements that is read.
    public var depthLimit = 4096

    public init() {}
}
