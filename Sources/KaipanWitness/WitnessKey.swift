import Crypto
import Foundation
import KaipanLog

/// A witness's secret with its name, as a file of three lines.
public struct WitnessKey: Sendable {
    public let cosigning: CosigningKey
    private let privateKey: Curve25519.Signing.PrivateKey

    /// A new key.
    ///
    /// - Parameter name: what signatures call the witness: a domain of its own, with a path where it has several.
    public init(name: NoteKeyName) { self.init(name: name, privateKey: Curve25519.Signing.PrivateKey()) }

    private init(name: NoteKeyName, privateKey: Curve25519.Signing.PrivateKey) {
        cosigning = CosigningKey(name: name, privateKey: privateKey)
        self.privateKey = privateKey
    }

    /// What the world may know of it, to verify cosignatures with.
    public var verifierKey: NoteVerifierKey { cosigning.verifierKey }

    /// The file's text, which is secret.
    public var text: String {
        "kaipan-witness 1\nname \(cosigning.name)\nkey \(privateKey.rawRepresentation.base64EncodedString())\n"
    }

    /// Reads a file's text.
    ///
    /// - Throws: `WitnessServiceError.key`.
    public init(parsing text: String) throws(WitnessServiceError) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 4, lines[0] == "kaipan-witness 1", lines[1].hasPrefix("name "), lines[2].hasPrefix("key "), lines[3].isEmpty,
            let name = NoteKeyName(String(lines[1].dropFirst(5))), let bytes = Data(base64Encoded: String(lines[2].dropFirst(4))),
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
        else { throw .key }
        self.init(name: name, privateKey: key)
    }
}
