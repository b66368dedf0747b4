import Crypto
import Foundation

extension DataKey {
    /// What a long object is encrypted with.
    ///
    /// - Parameters:
    ///   - salt: 24 bytes, random for each object.
    ///   - context: what the object belongs to.
    func chunkedEncryption(salt: [UInt8], context: [UInt8]) -> ChunkedEncryption {
        ChunkedEncryption(inputKey: derived("media"), salt: salt, context: context)
    }

    /// The salt of the commitment to a long object's plaintext, 32 bytes: HKDF-Expand of the data key with "kaipan media salt " and the id.
    ///
    /// Who is given the file and this salt checks that HMAC-SHA256 of the file under the salt is the leaf's `seal.commit`; nothing else is
    /// needed, and the salt opens nothing.
    func mediaSalt(_ id: RecordID) -> [UInt8] { derived("media salt \(id)").withUnsafeBytes { Array($0) } }
}
