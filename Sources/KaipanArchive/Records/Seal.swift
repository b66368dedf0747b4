/// What a leaf says about content that is stored encrypted.
///
/// AES-GCM does not commit to its key: one ciphertext can be made that opens to two texts under two keys. Therefore the key and the
/// text have commitments of their own; that of the text is salted, so that nobody can guess a short text from it.
public struct Seal: Sendable, Hashable {
    /// The data key.
    public var key: RecordID
    /// HKDF-Expand of the data key with the words "kaipan key commitment".
    public var keyCommitment: [UInt8]
    /// Of the ciphertext, in bytes.
    public var length: Int
    /// SHA-256 of the ciphertext.
    public var digest: [UInt8]
    /// HMAC-SHA256 of the text under a salt that is encrypted with it.
    public var commitment: [UInt8]
}
