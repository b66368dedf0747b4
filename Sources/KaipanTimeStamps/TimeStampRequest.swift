import SwiftASN1

/// What an authority is asked (RFC 3161 section 2.4.1).
public struct TimeStampRequest: Sendable, Hashable {
    public let imprint: MessageImprint
    /// The number of the policy asked for, with dots; nil leaves it to the authority.
    public let policy: String?
    /// What the answer must repeat; nil only where old answers do no harm.
    public let nonce: TimeStampNumber?
    /// Whether the signer's certificate shall come with the answer: without it a token cannot be verified alone.
    public let wantsCertificate: Bool
    private let policyNumber: ASN1ObjectIdentifier?

    /// - Parameters:
    ///   - imprint: of the data, by an algorithm that this program verifies.
    /// - Throws: `malformed` where the policy is no number with dots; `unsupportedAlgorithm` for an imprint that was read from a token.
    public init(
        _ imprint: MessageImprint, policy: String? = nil, nonce: TimeStampNumber? = .random(), wantsCertificate: Bool = true
    ) throws(TimeStampError) {
        guard imprint.hash != nil else { throw .unsupportedAlgorithm(imprint.algorithm) }
        policyNumber = try policy.map { policy throws(TimeStampError) in
            // The library takes any numbers; the first two have bounds (X.660).
            let start = policy.split(separator: ".").prefix(2).compactMap { UInt($0) }
            guard start.count == 2, start[0] < 2 ? start[1] < 40 : start[0] == 2,
                let number = try? ASN1ObjectIdentifier(dotRepresentation: policy)
            else {
                throw .malformed(.request, reason: "policy \(policy)")
            }
            return number
        }
        self.imprint = imprint
        self.policy = policy
        self.nonce = nonce
        self.wantsCertificate = wantsCertificate
    }

    /// The request in DER, as it goes to the authority with the type `application/timestamp-query`.
    public var bytes: [UInt8] {
        var coder = DER.Serializer()
        do {
            try coder.appendConstructedNode(identifier: .sequence) { coder in
                try coder.serialize(1)
                try imprint.serialize(into: &coder)
                if let policyNumber { try coder.serialize(policyNumber) }
                if let nonce { coder.appendPrimitiveNode(identifier: .integer) { $0.append(contentsOf: nonce.bytes) } }
                if wantsCertificate { try coder.serialize(true) }
            }
        } catch {
            preconditionFailure("numbers and bytes can always be encoded: \(error)")
        }
        return coder.serializedBytes
    }
}
