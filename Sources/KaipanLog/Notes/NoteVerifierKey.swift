import Crypto
import Foundation

/// A key that checks the signatures of notes, written as a "vkey", `name+530d903a+base64`.
///
/// C2SP signed-note v1.0.0.
public struct NoteVerifierKey: Sendable, Hashable, CustomStringConvertible {
    public let name: NoteKeyName
    public let algorithm: NoteAlgorithm
    /// The Ed25519 public key, 32 bytes (RFC 8032).
    public let publicKey: [UInt8]
    public let id: NoteKeyID

    /// - Parameters:
    ///   - name: what signature lines call the key.
    ///   - algorithm: what it signs.
    ///   - publicKey: of Ed25519.
    public init(name: NoteKeyName, algorithm: NoteAlgorithm, publicKey: Curve25519.Signing.PublicKey) {
        self.name = name
        self.algorithm = algorithm
        self.publicKey = Array(publicKey.rawRepresentation)
        id = NoteKeyID(name: name, algorithm: algorithm, publicKey: self.publicKey)
    }

    /// Reads a vkey.
    ///
    /// - Parameter vkey: `name+hex+base64`, the identifier being the one that the specification computes.
    /// - Throws: `NoteError.vkey`, `.keyType`, `.keyID`.
    public init(vkey: String) throws(NoteError) {
        // The last part is base64 and may hold plus signs itself.
        let parts = vkey.utf8.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let name = NoteKeyName(bytes: parts[0]), let key = Base64.decode(parts[2]), let type = key.first else {
            throw .vkey(vkey)
        }
        guard let algorithm = NoteAlgorithm(rawValue: type) else { throw .keyType(type) }
        guard key.count == 33, let publicKey = try? Curve25519.Signing.PublicKey(rawRepresentation: key.dropFirst()) else {
            throw .vkey(vkey)
        }
        self.init(name: name, algorithm: algorithm, publicKey: publicKey)
        guard id.description.utf8.elementsEqual(parts[1]) else {
            throw .keyID(expected: id, found: String(decoding: parts[1], as: UTF8.self))
        }
    }

    /// The vkey.
    public var vkey: String { "\(name)+\(id)+\(Base64.encode([algorithm.rawValue] + publicKey))" }

    /// The vkey.
    public var description: String { vkey }

    /// Whether a signature line names this key.
    public func made(_ signature: NoteSignature) -> Bool { signature.name == name && signature.keyID == id }

    /// Checks one signature that names this key.
    ///
    /// - Parameters:
    ///   - signature: from the note.
    ///   - text: of the note.
    /// - Returns: whether this key made it for this text.
    public func verifies(_ signature: NoteSignature, of text: [UInt8]) -> Bool {
        guard made(signature), let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        switch algorithm {
        case .ed25519:
            return key.isValidSignature(signature.bytes, for: text)
        case .cosignature:
            guard let cosignature = Cosignature(signature) else { return false }
            return key.isValidSignature(cosignature.signature, for: Cosignature.message(time: cosignature.time, text: text))
        }
    }
}
