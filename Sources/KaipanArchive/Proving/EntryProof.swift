import KaipanLog

/// An entry, and the proof that the log has it.
public struct EntryProof: Sendable, Hashable {
    /// The entry's own bytes, canonical JSON.
    public var entry: [UInt8]
    /// Where the log has it, under a signed checkpoint.
    public var proof: TlogProof

    /// Of the entry in the log, from 0.
    public var position: Int64 { Int64(proof.inclusion.index) }
}
