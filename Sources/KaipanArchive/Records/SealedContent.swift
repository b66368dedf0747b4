import KaipanLog

/// What opening encrypted content gave.
public enum SealedContent: Sendable, Hashable {
    /// The record has none.
    case none
    /// The text, and the salt of its commitment.
    case open(CanonicalJSON, salt: [UInt8])
    /// The key was destroyed.
    case erased
}
