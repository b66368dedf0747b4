import Crypto
import Foundation
import KaipanText

/// A member's secret: the name and the Ed25519 key that sign what the member does.
public struct MemberKey: Sendable {
    public let id: RecordID
    let key: Curve25519.Signing.PrivateKey

    /// A new key.
    public init(id: RecordID = .new()) {
        self.id = id
        key = Curve25519.Signing.PrivateKey()
    }

    /// What may be known of it: 32 bytes in Base64.
    public var publicKey: String { key.publicKey.rawRepresentation.base64EncodedString() }

    /// Reads a file that `write` made.
    ///
    /// - Throws: `ArchiveError.openToOthers` where other users may read it, `.noKeyFile` where it is no member's key.
    public init(path: String) throws {
        let lines = try SecretFile.read(path, .member).split(whereSeparator: \.isNewline)
        let fields = Dictionary(
            lines.compactMap { line in line.firstIndex(of: " ").map { (line[..<$0], line[line.index(after: $0)...]) } },
            uniquingKeysWith: { first, _ in first })
        guard lines.first == "kaipan-member 1", let id = fields["id"].flatMap({ RecordID(String($0)) }),
            let bytes = fields["key"].flatMap({ Data(base64Encoded: String($0)) }),
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
        else {
            throw ArchiveError.noKeyFile(
                path: path, secret: .member,
                reason: LocalizedText(zh: "缺少 kaipan-member 1、id、key 三行", en: "the lines kaipan-member 1, id and key are not all there"))
        }
        self.id = id
        self.key = key
    }

    /// Writes the secret to a file that only its owner may read; one that exists is not overwritten.
    public func write(to path: String) throws {
        try SecretFile.write("kaipan-member 1\nid \(id)\nkey \(key.rawRepresentation.base64EncodedString())\n", to: path)
    }

    /// Signs bytes (RFC 8032).
    func sign(_ bytes: [UInt8]) throws -> [UInt8] { [UInt8](try key.signature(for: bytes)) }
}
