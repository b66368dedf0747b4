/// How a key signs notes: the signature types of C2SP signed-note v1.0.0 that logs and witnesses use here.
public enum NoteAlgorithm: UInt8, Sendable, Hashable, CaseIterable {
    /// Ed25519 over the text of the note; logs sign so.
    case ed25519 = 0x01
    /// Ed25519 over the time and the text, C2SP tlog-cosignature v1.0.1; witnesses sign so.
    case cosignature = 0x04
}
