import Crypto
import Foundation

/// A key that encrypts content: of one conversation, one customer, one set of documents.
package struct DataKey: Sendable {
    let id: RecordID
    let key: SymmetricKey
    /// What a leaf says of the key, without telling it (HKDF-Expand, RFC 5869 section 2.3); every record under the key has it.
    let commitment: [UInt8]

    init(id: RecordID, key: SymmetricKey) {
        self.id = id
        self.key = key
        commitment = HKDF<SHA256>.expand(pseudoRandomKey: key, info: Array("kaipan key commitment".utf8), outputByteCount: 32)
            .withUnsafeBytes { Array($0) }
    }

    /// The salt, in bytes.
    private static let saltLength = 16

    /// Encrypts a text with a salt before it, under AES-256-GCM with a random nonce.
    ///
    /// - Parameters:
    ///   - text: the bytes to hide.
    ///   - context: what the ciphertext belongs to; it opens with the same only.
    /// - Returns: nonce, ciphertext and tag in one, and the salted commitment to the text.
    func seal(_ text: [UInt8], context: [UInt8]) throws -> (ciphertext: [UInt8], commitment: [UInt8]) {
        var generator = SystemRandomNumberGenerator()
        var salted: [UInt8] = []
        salted.reserveCapacity(Self.saltLength + text.count)
        for _ in 0..<Self.saltLength / 8 { withUnsafeBytes(of: generator.next()) { salted.append(contentsOf: $0) } }
        let commitment = Self.commitment(to: text, salt: Array(salted))
        salted += text
        let box = try AES.GCM.seal(salted, using: key, authenticating: context)
        return (Array(box.nonce) + box.ciphertext + box.tag, commitment)
    }

    /// The salt and the text of a ciphertext.
    ///
    /// - Throws: `CryptoKitError` where key, ciphertext or context are not those it was sealed with.
    func open(_ ciphertext: [UInt8], context: [UInt8]) throws -> (salt: [UInt8], text: [UInt8]) {
        let salted = try AES.GCM.open(AES.GCM.SealedBox(combined: ciphertext), using: key, authenticating: context)
        guard salted.count >= Self.saltLength else { throw CryptoKitError.incorrectParameterSize }
        return ([UInt8](salted.prefix(Self.saltLength)), [UInt8](salted.dropFirst(Self.saltLength)))
    }

    /// HMAC-SHA256 of a text under its salt.
    static func commitment(to text: [UInt8], salt: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: text, using: SymmetricKey(data: salt)))
    }

    /// A key for another purpose that follows from this one.
    func derived(_ purpose: String) -> SymmetricKey {
        HKDF<SHA256>.expand(pseudoRandomKey: key, info: Array("kaipan \(purpose)".utf8), outputByteCount: 32)
    }
}
