/// A file that goes into a package as it is: a report, the scene.
public struct EvidenceFile: Sendable, Hashable {
    /// Below `data/`, with slashes.
    public var path: String
    public var bytes: [UInt8]

    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}
