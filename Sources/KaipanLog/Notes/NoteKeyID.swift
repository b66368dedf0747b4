import Crypto
import KaipanText

/// The four bytes that stand before a signature and tell, with the name, which key made it.
///
/// C2SP signed-note v1.0.0: `SHA-256(name ‖ 0A ‖ signature type ‖ public key)[:4]`. It identifies, it does not protect.
public struct NoteKeyID: Sendable, Hashable, CustomStringConvertible {
    /// The bytes as a big-endian number.
    public let value: UInt32

    public init(_ value: UInt32) { self.value = value }

    /// The identifier of a key.
    public init(name: NoteKeyName, algorithm: NoteAlgorithm, publicKey: [UInt8]) {
        let digest = SHA256.hash(data: name.utf8 + [0x0A, algorithm.rawValue] + publicKey)
        value = digest.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The four bytes, the highest first.
    var bytes: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }

    /// Eight hexadecimal digits in lower case.
    public var description: String { Hexadecimal.string(bytes) }
}
