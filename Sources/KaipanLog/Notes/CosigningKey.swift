import Crypto
import KaipanText

/// A key with which a witness signs checkpoints and the time.
///
/// C2SP tlog-cosignature v1.0.1, signature type 0x04.
public struct CosigningKey: Sendable {
    public let name: NoteKeyName
    private let privateKey: Curve25519.Signing.PrivateKey

    /// - Parameters:
    ///   - name: what signature lines call the witness.
    ///   - privateKey: of Ed25519; not one that signs anything else.
    public init(name: NoteKeyName, privateKey: Curve25519.Signing.PrivateKey) {
        self.name = name
        self.privateKey = privateKey
    }

    /// The key that checks what this one signs.
    public var verifierKey: NoteVerifierKey {
        NoteVerifierKey(name: name, algorithm: .cosignature, publicKey: privateKey.publicKey)
    }

    /// Signs a checkpoint at a time.
    ///
    /// - Parameters:
    ///   - checkpoint: the text of the note.
    ///   - time: rounded down to seconds; a time before 1970 counts as 1970.
    /// - Throws: `CheckpointError` where the text is no checkpoint, or the library cannot sign.
    public func cosign(_ checkpoint: [UInt8], at time: Timestamp) throws(CheckpointError) -> NoteSignature {
        _ = try Checkpoint(parsing: checkpoint)
        let seconds = max(0, time.milliseconds) / 1000
        guard let signature = try? privateKey.signature(for: Cosignature.message(time: seconds, text: checkpoint)) else {
            throw .note(.signing)
        }
        let bytes = withUnsafeBytes(of: seconds.bigEndian) { Array($0) } + Array(signature)
        return NoteSignature(name: name, keyID: verifierKey.id, bytes: bytes)
    }
}
