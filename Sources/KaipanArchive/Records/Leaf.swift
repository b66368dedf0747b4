import Foundation
import KaipanLog
import KaipanText

/// The public part of a record, one entry of the log: canonical JSON without personal data.
public struct Leaf: Sendable, Hashable {
    /// The longest entry that a bundle of entries has room for, in bytes (C2SP tlog-tiles v0.1.0).
    public static let limit = 65_535

    public var type: RecordType
    public var id: RecordID
    /// When it was recorded, by the clock of the machine that did.
    public var time: Timestamp
    /// The member who did it; nil for the archive itself.
    public var member: RecordID?
    public var links: [Link]
    /// Facts without personal data: kinds, times, counts, digests.
    public var data: CanonicalObject
    public var seal: Seal?
    /// HMAC of the idempotency key of the batch that the entry begins; nil where it came without one.
    public var repeatKey: [UInt8]?
    /// The member's Ed25519 signature of the entry without it; nil where the archive itself made the entry.
    public var signature: [UInt8]?

    /// The entry as it stands in the log.
    ///
    /// - Throws: `CanonicalJSONError` where the facts have keys or numbers that the profile does not.
    public func bytes() throws(CanonicalJSONError) -> [UInt8] {
        var object: CanonicalObject = [
            "v": .integer(1), "type": .string(type.rawValue), "id": .string(id.description), "at": .string(time.description),
            "by": member.map { .string($0.description) } ?? .null,
            "links": .array(links.map { .array([.string($0.relation.rawValue), .string($0.target.description)]) }),
            "data": .object(data),
        ]
        if let seal {
            object["seal"] = .object([
                "scope": .string(seal.key.description), "key": .string(Hexadecimal.string(seal.keyCommitment)),
                "len": .integer(Int64(seal.length)), "sha256": .string(Hexadecimal.string(seal.digest)),
                "commit": .string(Hexadecimal.string(seal.commitment)),
            ])
        }
        object["once"] = repeatKey.map { .string(Hexadecimal.string($0)) }
        object["sig"] = signature.map { .string(Data($0).base64EncodedString()) }
        return try CanonicalJSON.object(object).serialized()
    }

    /// What a member signs: the entry without a signature, and which log it is for.
    func signedBytes(in log: String) throws(CanonicalJSONError) -> [UInt8] {
        var bare = self
        bare.signature = nil
        return Array("kaipan/1\n\(log)\n".utf8) + (try bare.bytes())
    }
}

extension Leaf {
    /// Reads an entry.
    ///
    /// - Throws: `CanonicalJSONError` where the bytes are no canonical JSON; `ArchiveError.damaged` where they are no leaf of this version.
    public init(bytes: [UInt8]) throws {
        guard case .object(let object) = try CanonicalJSON(parsing: bytes), object["v"] == .integer(1),
            case .string(let type) = object["type"], let type = RecordType(rawValue: type),
            case .string(let id) = object["id"], let id = RecordID(id),
            case .string(let time) = object["at"], let time = Timestamp(time),
            case .array(let links) = object["links"], case .object(let data) = object["data"]
        else { throw ArchiveError.damaged(object: "leaf", reason: Damage.malformed("v, type, id, at, links, data")) }
        self.type = type
        self.id = id
        self.time = time
        self.data = data
        if case .string(let member) = object["by"] { self.member = RecordID(member) } else { member = nil }
        self.links = try links.map { link in
            guard case .array(let pair) = link, pair.count == 2, case .string(let relation) = pair[0],
                let relation = Relation(rawValue: relation), case .string(let target) = pair[1], let target = RecordID(target)
            else { throw ArchiveError.damaged(object: "leaf \(id)", reason: Damage.malformed("links")) }
            return Link(relation, target)
        }
        if let text = object["once"]?.string {
            guard let hash = LogHash(hex: text) else { throw ArchiveError.damaged(object: "leaf \(id)", reason: Damage.malformed("once")) }
            repeatKey = hash.bytes
        }
        if let text = object["sig"]?.string {
            guard let bytes = Data(base64Encoded: text) else { throw ArchiveError.damaged(object: "leaf \(id)", reason: Damage.malformed("sig")) }
            signature = [UInt8](bytes)
        }
        if let seal = object["seal"] {
            guard case .object(let seal) = seal, case .string(let scope) = seal["scope"], let scope = RecordID(scope),
                case .string(let key) = seal["key"], let key = LogHash(hex: key), case .integer(let length) = seal["len"],
                case .string(let digest) = seal["sha256"], let digest = LogHash(hex: digest),
                case .string(let commitment) = seal["commit"], let commitment = LogHash(hex: commitment)
            else { throw ArchiveError.damaged(object: "leaf \(id)", reason: Damage.malformed("seal")) }
            self.seal = Seal(
                key: scope, keyCommitment: key.bytes, length: Int(length), digest: digest.bytes, commitment: commitment.bytes)
        }
    }
}
