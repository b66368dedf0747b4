import Crypto
import SwiftASN1
import X509

/// By which digest a signature names its certificate (ESSCertID of RFC 2634, ESSCertIDv2 of RFC 5035).
struct CertificateIdentifier: Sendable, Hashable {
    let algorithm: ASN1ObjectIdentifier
    let digest: [UInt8]
    let serialNumber: TimeStampNumber?

    /// The first identifier of a signing-certificate attribute's value, which is the signer's.
    ///
    /// `SigningCertificate ::= SEQUENCE { certs SEQUENCE OF ESSCertID, policies SEQUENCE OF PolicyInformation OPTIONAL }`
    init(attribute node: ASN1Node, isSecondVersion: Bool) throws {
        let parts = try ASN1Reading.children(node, tag: .sequence)
        guard let list = parts.first, let first = try ASN1Reading.children(list, tag: .sequence).first else {
            throw ASN1Error.truncatedASN1Field()
        }
        (algorithm, digest, serialNumber) = try BER.sequence(first, identifier: .sequence) { nodes in
            let named = isSecondVersion ? try ASN1Reading.optional(&nodes, tag: .sequence).map { try ASN1Reading.algorithm($0) } : nil
            let digest = try ASN1OctetString(berEncoded: &nodes)
            // `IssuerSerial ::= SEQUENCE { issuer GeneralNames, serialNumber }`; the issuer follows from the certificate's digest.
            let issuer = try nodes.next().map { try ASN1Reading.children($0, tag: .sequence) } ?? []
            let serialNumber = try issuer.last.map { try TimeStampNumber($0) }
            return (named ?? (isSecondVersion ? .sha256 : .sha1), Array(digest.bytes), serialNumber)
        }
    }

    /// Whether a certificate is the one that is named.
    /// - Throws: `unsupportedAlgorithm`.
    func names(_ certificate: [UInt8]) throws(TimeStampError) -> Bool {
        // SHA-1 only says here which certificate is meant: the signature is verified with that certificate's key.
        if algorithm == .sha1 { return digest == Array(Insecure.SHA1.hash(data: certificate)) }
        guard let hash = TimeStampHash(algorithm) else { throw .unsupportedAlgorithm(algorithm.dotted) }
        return digest == hash.digest(of: certificate)
    }
}
