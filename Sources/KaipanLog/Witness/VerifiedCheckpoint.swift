/// A checkpoint that a policy holds to be valid, and who vouches for it.
public struct VerifiedCheckpoint: Sendable, Hashable {
    /// What one witness states.
    public struct Statement: Sendable, Hashable {
        /// By its name in the policy.
        public let witness: PolicyWord
        public let cosignature: Cosignature
    }

    public let signed: SignedCheckpoint
    /// The log's key that signed it.
    public let log: NoteVerifierKey
    /// Of known witnesses, in the order of the note.
    public let statements: [Statement]

    /// The head of the log's tree.
    public var checkpoint: Checkpoint { signed.checkpoint }
}
