import KaipanText

/// A record as the archive has it.
public struct StoredRecord: Sendable {
    /// Of its entry in the log, from 0.
    public var position: Int64
    public var leaf: Leaf
    /// The entry's own bytes.
    public var bytes: [UInt8]
    /// The encrypted content; nil where there is none, or where it stands in chunks.
    public var ciphertext: [UInt8]?
}
