import SwiftASN1

/// The digest of the data that a time stamp is of.
public struct MessageImprint: Sendable, Hashable {
    /// The number of the digest's algorithm, with dots.
    public let algorithm: String
    public let digest: [UInt8]
    /// The algorithm, where it is one that this program verifies.
    public let hash: TimeStampHash?

    /// The imprint of data.
    public init(of data: some Sequence<UInt8>, hash: TimeStampHash = .sha256) {
        self.init(hash, hash.digest(of: data))
    }

    /// An imprint whose digest is known.
    /// - Throws: `malformed` where the digest has another length than the algorithm's.
    public init(digest: [UInt8], hash: TimeStampHash) throws(TimeStampError) {
        guard digest.count == hash.length else {
            throw .malformed(.request, reason: "\(hash.rawValue): \(digest.count) ≠ \(hash.length)")
        }
        self.init(hash, digest)
    }

    private init(_ hash: TimeStampHash, _ digest: [UInt8]) {
        algorithm = hash.algorithm.dotted
        self.digest = digest
        self.hash = hash
    }

    /// `MessageImprint ::= SEQUENCE { hashAlgorithm AlgorithmIdentifier, hashedMessage OCTET STRING }`
    init(_ node: ASN1Node) throws {
        (algorithm, digest, hash) = try BER.sequence(node, identifier: .sequence) { nodes in
            let algorithm = try ASN1Reading.algorithm(&nodes)
            let digest = try ASN1OctetString(berEncoded: &nodes)
            return (algorithm.dotted, Array(digest.bytes), TimeStampHash(algorithm))
        }
    }

    func serialize(into coder: inout DER.Serializer) throws {
        guard let hash else { return }
        try coder.appendConstructedNode(identifier: .sequence) { coder in
            try coder.appendConstructedNode(identifier: .sequence) { coder in
                try coder.serialize(hash.algorithm)
                // Absent or NULL, RFC 5754 accepts both; authorities are used to NULL.
                try coder.serialize(ASN1Null())
            }
            try coder.serialize(ASN1OctetString(contentBytes: digest[...]))
        }
    }
}
