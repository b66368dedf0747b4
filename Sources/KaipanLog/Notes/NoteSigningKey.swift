import Crypto

/// A key that signs notes with Ed25519, as logs do.
///
/// C2SP signed-note v1.0.0, signature type 0x01.
public struct NoteSigningKey: Sendable {
    public let name: NoteKeyName
    private let privateKey: Curve25519.Signing.PrivateKey

    /// - Parameters:
    ///   - name: what signature lines call the key; for a log its origin.
    ///   - privateKey: of Ed25519.
    public init(name: NoteKeyName, privateKey: Curve25519.Signing.PrivateKey) {
        self.name = name
        self.privateKey = privateKey
    }

    /// The key that checks what this one signs.
    public var verifierKey: NoteVerifierKey {
        NoteVerifierKey(name: name, algorithm: .ed25519, publicKey: privateKey.publicKey)
    }

    /// Signs the text of a note.
    ///
    /// - Parameter text: in UTF-8, ending in a newline.
    /// - Throws: `NoteError.text` where it cannot be the text of a note, `.signing` where the library cannot sign.
    public func sign(_ text: [UInt8]) throws(NoteError) -> NoteSignature {
        try SignedNote.check(text: text)
        guard let signature = try? privateKey.signature(for: text) else { throw .signing }
        return NoteSignature(name: name, keyID: verifierKey.id, bytes: Array(signature))
    }
}
