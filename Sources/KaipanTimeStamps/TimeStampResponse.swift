import SwiftASN1

/// What an authority answered (RFC 3161 section 2.4.2).
public struct TimeStampResponse: Sendable, Hashable {
    /// The answer as it came.
    public let bytes: [UInt8]
    public let status: TimeStampStatus
    /// Why there is no token; bits that the standard does not name are left out.
    public let failures: [TimeStampFailure]
    /// The authority's own words.
    public let text: [String]
    /// The token as it came, also where this program cannot read it.
    public let tokenBytes: [UInt8]?

    /// - Parameter bytes: the body of the answer, in DER or BER, 1 MiB at most.
    /// - Throws: `malformed`.
    public init(_ bytes: some Collection<UInt8>) throws(TimeStampError) {
        self.bytes = Array(bytes)
        (status, failures, text, tokenBytes) = try ASN1Reading.read(.response) {
            try BER.sequence(try ASN1Reading.parse(bytes), identifier: .sequence) { nodes in
                let (status, text, failures) = try Self.status(try ASN1Reading.next(&nodes))
                return (status, failures, text, nodes.next().map { Array($0.encodedBytes) })
            }
        }
    }

    /// The token that was asked for.
    /// - Throws: `rejected` where there is none; `malformed`, `unsupportedAlgorithm` where it cannot be read: keep `tokenBytes` then.
    public func token() throws(TimeStampError) -> TimeStampToken {
        guard status.hasToken else { throw .rejected(status, failures: failures, text: text.joined(separator: " ")) }
        guard let tokenBytes else { throw .malformed(.response, reason: "no token") }
        return try TimeStampToken(tokenBytes)
    }

    /// `PKIStatusInfo ::= SEQUENCE { status, statusString PKIFreeText OPTIONAL, failInfo PKIFailureInfo OPTIONAL }`
    private static func status(_ node: ASN1Node) throws -> (TimeStampStatus, [String], [TimeStampFailure]) {
        try BER.sequence(node, identifier: .sequence) { nodes in
            let number = try TimeStampNumber(try ASN1Reading.next(&nodes))
            guard let status = number.small.flatMap(TimeStampStatus.init) else {
                throw TimeStampError.malformed(.response, reason: "status \(number)")
            }
            let words = try ASN1Reading.optional(&nodes, tag: .sequence).map { try ASN1Reading.children($0, tag: .sequence) } ?? []
            let text = try words.map { String(try ASN1UTF8String(berEncoded: $0)) }
            let bits = try ASN1Reading.optional(&nodes, tag: .bitString).map { try ASN1BitString(berEncoded: $0) }
            let failures = TimeStampFailure.allCases.filter { failure in
                guard let bytes = bits?.bytes, failure.rawValue / 8 < bytes.count else { return false }
                return bytes[bytes.startIndex + failure.rawValue / 8] & 0x80 >> (failure.rawValue % 8) != 0
            }
            return (status, text, failures)
        }
    }
}
