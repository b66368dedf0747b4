import KaipanText

/// What the archive says once a batch is durable.
public struct Receipt: Sendable, Hashable {
    /// The entries of the batch in the log, from 0.
    public var positions: Range<Int64>
    /// The checkpoint that covers them, a signed note.
    public var checkpoint: String
    /// Whether the batch was there already, under the same idempotency key.
    public var repeated: Bool
}
