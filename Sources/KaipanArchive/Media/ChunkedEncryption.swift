import Crypto
import Foundation
import KaipanText

/// Encryption of a long message in chunks that open one by one: c2sp.org/chunked-encryption at commit 5ba5ee8, Cobblestone-256.
///
/// HKDF-Expand with SHA-512 gives the message its own key, nonce and commitment; each chunk is AES-256-GCM. A message begins with its
/// salt and the commitment, and its last chunk is always shorter than the others, so that a cut is noticed.
package struct ChunkedEncryption: Sendable {
    /// The plaintext of every chunk but the last, in bytes.
    static let chunkLength = 16_384
    static let tagLength = 16
    static let sealedChunkLength = chunkLength + tagLength
    static let saltLength = 24
    /// Salt and commitment, in bytes.
    static let headerLength = saltLength + 32
    /// Chunks are numbered below this.
    package static let maximumCount: Int64 = 1 << 38

    /// What a message begins with: the salt, and what commits to the key.
    package let header: [UInt8]
    private let key: SymmetricKey
    private let baseNonce: [UInt8]

    /// - Parameters:
    ///   - inputKey: 32 random bytes.
    ///   - salt: 24 bytes, never the same twice under one input key.
    ///   - context: what the message belongs to.
    package init(inputKey: SymmetricKey, salt: [UInt8], context: [UInt8]) {
        let info = Array("c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0".utf8) + salt + context
        let bytes = HKDF<SHA512>.expand(pseudoRandomKey: inputKey, info: info, outputByteCount: 32 + 12 + 32).withUnsafeBytes { Array($0) }
        key = SymmetricKey(data: bytes[..<32])
        baseNonce = Array(bytes[32..<44])
        header = salt + bytes[44...]
    }

    /// Encrypts one chunk.
    ///
    /// - Parameters:
    ///   - chunk: 16 KiB, or fewer bytes for the last one.
    ///   - number: from 0.
    /// - Throws: `ArchiveError.invalid` for a number that no chunk may have.
    package func seal(_ chunk: some DataProtocol, number: Int64) throws -> [UInt8] {
        guard number < Self.maximumCount else {
            throw ArchiveError.invalid(what: LocalizedText(zh: "文件超过 4 PiB。", en: "The file is longer than 4 PiB."))
        }
        let box = try AES.GCM.seal(chunk, using: key, nonce: nonce(number))
        var sealed: [UInt8] = []
        sealed.reserveCapacity(box.ciphertext.count + Self.tagLength)
        sealed += box.ciphertext
        sealed += box.tag
        return sealed
    }

    /// Decrypts one chunk.
    ///
    /// - Throws: `CryptoKitError` where it is none of this message, or has another number.
    package func open(_ sealed: ArraySlice<UInt8>, number: Int64) throws -> Data {
        guard sealed.count >= Self.tagLength, number >= 0, number < Self.maximumCount else { throw CryptoKitError.incorrectParameterSize }
        let box = try AES.GCM.SealedBox(nonce: nonce(number), ciphertext: sealed.dropLast(Self.tagLength), tag: sealed.suffix(Self.tagLength))
        return try AES.GCM.open(box, using: key)
    }

    private func nonce(_ number: Int64) throws -> AES.GCM.Nonce {
        var nonce = baseNonce
        withUnsafeBytes(of: number.bigEndian) { for (place, byte) in $0.enumerated() { nonce[nonce.count - 8 + place] ^= byte } }
        return try AES.GCM.Nonce(data: nonce)
    }

    /// How long the message is that was encrypted to some length, in bytes; nil where no message becomes as long.
    package static func messageLength(sealed: Int64) -> Int64? {
        let chunks = sealed - Int64(headerLength)
        guard chunks >= 0 else { return nil }
        let (full, rest) = chunks.quotientAndRemainder(dividingBy: Int64(sealedChunkLength))
        guard rest >= Int64(tagLength), full < maximumCount else { return nil }
        return full * Int64(chunkLength) + rest - Int64(tagLength)
    }
}
