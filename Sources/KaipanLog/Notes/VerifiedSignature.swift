/// A signature of a note that a known key was found to have made.
public struct VerifiedSignature: Sendable, Hashable {
    public let key: NoteVerifierKey
    public let signature: NoteSignature

    init(key: NoteVerifierKey, signature: NoteSignature) {
        self.key = key
        self.signature = signature
    }

    /// The time a witness states; nil for signatures without one.
    public var cosignature: Cosignature? { key.algorithm == .cosignature ? Cosignature(signature) : nil }
}
