import SwiftASN1
import X509

/// A time stamp as an authority issues it: signed data around a `TimeStampInfo` (RFC 3161 section 2.4.2, RFC 5652 section 5).
///
/// To read a token proves nothing; `TimeStampVerifier` does.
public struct TimeStampToken: Sendable, Hashable {
    /// The token as it came.
    public let bytes: [UInt8]
    public let info: TimeStampInfo
    /// The certificates that came with it, each in DER.
    public let certificates: [[UInt8]]
    let infoBytes: [UInt8]
    let signer: SignerInformation

    /// - Parameter bytes: a `ContentInfo` in DER or BER, 1 MiB at most.
    /// - Throws: `malformed`; `unsupportedAlgorithm` with the number of a content that is not that of RFC 3161.
    public init(_ bytes: some Collection<UInt8>) throws(TimeStampError) {
        self.bytes = Array(bytes)
        let node = try ASN1Reading.read(.token) { try ASN1Reading.parse(bytes) }
        (infoBytes, certificates, signer) = try ASN1Reading.read(.token) {
            try BER.sequence(node, identifier: .sequence) { nodes in
                let type = try ASN1ObjectIdentifier(berEncoded: &nodes)
                guard type == .signedData else { throw TimeStampError.unsupportedAlgorithm(type.dotted) }
                let content = try ASN1Reading.children(try ASN1Reading.next(&nodes), tag: ASN1Reading.context(0))
                guard content.count == 1 else { throw ASN1Error.truncatedASN1Field() }
                return try BER.sequence(content[0], identifier: .sequence) { nodes in try Self.signedData(&nodes) }
            }
        }
        info = try TimeStampInfo(infoBytes)
    }

    /// An answer that grants the token, which is the form in which other programs keep one (`.tsr`).
    public var response: [UInt8] {
        var coder = DER.Serializer()
        do {
            try coder.appendConstructedNode(identifier: .sequence) { coder in
                try coder.appendConstructedNode(identifier: .sequence) { try $0.serialize(0) }
                coder.serializeRawBytes(bytes)
            }
        } catch {
            preconditionFailure("a number and bytes can always be encoded: \(error)")
        }
        return coder.serializedBytes
    }

    private static func signedData(_ nodes: inout ASN1NodeCollection.Iterator) throws -> ([UInt8], [[UInt8]], SignerInformation) {
        _ = try TimeStampNumber(try ASN1Reading.next(&nodes))
        // The digests' algorithms are a hint for those who read in one pass.
        _ = try ASN1Reading.children(try ASN1Reading.next(&nodes), tag: .set)
        let info = try BER.sequence(try ASN1Reading.next(&nodes), identifier: .sequence) { nodes in
            let type = try ASN1ObjectIdentifier(berEncoded: &nodes)
            guard type == .timeStampInfo else { throw TimeStampError.unsupportedAlgorithm(type.dotted) }
            let content = try ASN1Reading.children(try ASN1Reading.next(&nodes), tag: ASN1Reading.context(0))
            guard content.count == 1 else { throw ASN1Error.truncatedASN1Field() }
            return Array(try ASN1OctetString(berEncoded: content[0]).bytes)
        }
        let certificates = try ASN1Reading.optional(&nodes, tag: ASN1Reading.context(0)).map { node in
            // Other forms of certificates have tags of their own.
            try ASN1Reading.children(node, tag: node.identifier).filter { $0.identifier == .sequence }.map { Array($0.encodedBytes) }
        } ?? []
        _ = ASN1Reading.optional(&nodes, tag: ASN1Reading.context(1))
        let signers = try ASN1Reading.children(try ASN1Reading.next(&nodes), tag: .set)
        // No signature but the authority's (RFC 3161 section 2.4.2).
        guard signers.count == 1 else { throw TimeStampError.malformed(.token, reason: "signatures: \(signers.count)") }
        return (info, certificates, try ASN1Reading.read(.signer) { try SignerInformation(signers[0]) })
    }
}
