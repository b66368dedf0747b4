import Crypto
import Foundation
import KaipanLog
import KaipanText

/// Somebody who works with the archive.
public struct Member: Sendable, Hashable {
    public var id: RecordID
    /// 32 bytes in Base64, of Ed25519.
    public var publicKey: String
    public var roles: [MemberRole]
    /// Whether the member may do anything still.
    public var isActive: Bool

    /// - Throws: `ArchiveError.damaged` where the record is none of a member.
    init(_ record: StoredRecord) throws {
        guard case .string(let key) = record.leaf.data["public_key"], case .array(let roles) = record.leaf.data["roles"],
            case .bool(let isActive) = record.leaf.data["active"]
        else { throw ArchiveError.damaged(object: "member \(record.leaf.id)", reason: Damage.malformed("public_key, roles, active")) }
        id = record.leaf.id
        publicKey = key
        self.roles = roles.compactMap { $0.string.flatMap(MemberRole.init) }
        self.isActive = isActive
    }

    /// Whether the member signed the bytes (RFC 8032).
    func verifies(_ signature: [UInt8], of bytes: [UInt8]) -> Bool {
        guard let data = Data(base64Encoded: publicKey), let key = try? Curve25519.Signing.PublicKey(rawRepresentation: data) else {
            return false
        }
        return key.isValidSignature(signature, for: bytes)
    }
}
