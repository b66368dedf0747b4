import SwiftASN1
import X509

/// Who signed a token and how (SignerInfo, RFC 5652 section 5.3).
struct SignerInformation: Sendable, Hashable {
    /// How the signature names the certificate's owner.
    enum Signer: Sendable, Hashable {
        case issuer(DistinguishedName, serialNumber: TimeStampNumber)
        case subjectKey([UInt8])
    }

    let signer: Signer
    let digestAlgorithm: ASN1ObjectIdentifier
    let signatureAlgorithm: ASN1ObjectIdentifier
    let signature: [UInt8]
    /// What was signed: the attributes as they came, tagged as a set instead of by their place (RFC 5652 section 5.4).
    let signedBytes: [UInt8]
    /// The attribute message-digest.
    let contentDigest: [UInt8]
    /// The attributes signing-certificate and signing-certificate-v2; one of them at least.
    let certificates: [CertificateIdentifier]

    init(_ node: ASN1Node) throws {
        self = try BER.sequence(node, identifier: .sequence) { nodes in try Self(&nodes) }
    }

    private init(_ nodes: inout ASN1NodeCollection.Iterator) throws {
        _ = try TimeStampNumber(try ASN1Reading.next(&nodes))
        signer = try Self.signer(try ASN1Reading.next(&nodes))
        digestAlgorithm = try ASN1Reading.algorithm(&nodes)
        guard let attributes = ASN1Reading.optional(&nodes, tag: ASN1Reading.context(0)) else {
            throw TimeStampError.malformed(.signer, reason: "no signed attributes")
        }
        signatureAlgorithm = try ASN1Reading.algorithm(&nodes)
        signature = Array(try ASN1OctetString(berEncoded: &nodes).bytes)
        // Attributes that are not signed prove nothing.
        _ = ASN1Reading.optional(&nodes, tag: ASN1Reading.context(1))

        signedBytes = [0x31] + attributes.encodedBytes.dropFirst()
        let values = try Self.values(attributes)
        guard let type = values[.contentType], try ASN1ObjectIdentifier(berEncoded: type) == .timeStampInfo else {
            throw TimeStampError.malformed(.signer, reason: "content-type")
        }
        guard let digest = values[.messageDigest] else { throw TimeStampError.malformed(.signer, reason: "message-digest") }
        contentDigest = Array(try ASN1OctetString(berEncoded: digest).bytes)
        let first = try values[.signingCertificate].map { try CertificateIdentifier(attribute: $0, isSecondVersion: false) }
        let second = try values[.signingCertificateV2].map { try CertificateIdentifier(attribute: $0, isSecondVersion: true) }
        certificates = [first, second].compactMap { $0 }
        guard !certificates.isEmpty else { throw TimeStampError.malformed(.signer, reason: "signing-certificate") }
    }

    private static func signer(_ node: ASN1Node) throws -> Signer {
        if node.identifier == ASN1Reading.context(0) {
            return .subjectKey(Array(try ASN1OctetString(berEncoded: node, withIdentifier: node.identifier).bytes))
        }
        return try BER.sequence(node, identifier: .sequence) { nodes in
            .issuer(
                try DistinguishedName(derEncoded: try ASN1Reading.next(&nodes)),
                serialNumber: try TimeStampNumber(try ASN1Reading.next(&nodes)))
        }
    }

    /// The only value of each attribute that is known.
    private static func values(_ attributes: ASN1Node) throws -> [ASN1ObjectIdentifier: ASN1Node] {
        let known: Set<ASN1ObjectIdentifier> = [.contentType, .messageDigest, .signingCertificate, .signingCertificateV2]
        var values: [ASN1ObjectIdentifier: ASN1Node] = [:]
        for attribute in try ASN1Reading.children(attributes, tag: attributes.identifier) {
            let (type, all) = try BER.sequence(attribute, identifier: .sequence) { nodes in
                (try ASN1ObjectIdentifier(berEncoded: &nodes), try ASN1Reading.children(try ASN1Reading.next(&nodes), tag: .set))
            }
            guard known.contains(type) else { continue }
            // Which of two would count is not defined.
            guard all.count == 1, values.updateValue(all[0], forKey: type) == nil else {
                throw TimeStampError.malformed(.signer, reason: "attribute \(type.dotted) × \(all.count)")
            }
        }
        return values
    }

    /// Whether a certificate has the owner that the signature names.
    func isSigner(_ certificate: Certificate) -> Bool {
        switch signer {
        case .issuer(let name, let serialNumber):
            certificate.issuer == name && TimeStampNumber(complement: [0] + certificate.serialNumber.bytes) == serialNumber
        case .subjectKey(let key):
            (try? certificate.extensions.subjectKeyIdentifier).flatMap { $0 }.map { Array($0.keyIdentifier) == key } ?? false
        }
    }

    /// What the library calls the algorithm of the signature.
    /// - Throws: `unsupportedAlgorithm`; `malformed` where signature and digest name different hashes.
    func algorithm() throws(TimeStampError) -> (hash: TimeStampHash, signature: Certificate.SignatureAlgorithm) {
        guard let hash = TimeStampHash(digestAlgorithm) else { throw .unsupportedAlgorithm(digestAlgorithm.dotted) }
        let (expected, algorithm): (TimeStampHash, Certificate.SignatureAlgorithm)
        switch signatureAlgorithm {
        case .rsaEncryption:
            // The digest's algorithm stands beside it.
            switch hash {
            case .sha256: (expected, algorithm) = (hash, .sha256WithRSAEncryption)
            case .sha384: (expected, algorithm) = (hash, .sha384WithRSAEncryption)
            case .sha512: (expected, algorithm) = (hash, .sha512WithRSAEncryption)
            }
        case .sha256WithRSA: (expected, algorithm) = (.sha256, .sha256WithRSAEncryption)
        case .sha384WithRSA: (expected, algorithm) = (.sha384, .sha384WithRSAEncryption)
        case .sha512WithRSA: (expected, algorithm) = (.sha512, .sha512WithRSAEncryption)
        case .ecdsaWithSHA256: (expected, algorithm) = (.sha256, .ecdsaWithSHA256)
        case .ecdsaWithSHA384: (expected, algorithm) = (.sha384, .ecdsaWithSHA384)
        case .ecdsaWithSHA512: (expected, algorithm) = (.sha512, .ecdsaWithSHA512)
        default: throw .unsupportedAlgorithm(signatureAlgorithm.dotted)
        }
        guard expected == hash else { throw .malformed(.signer, reason: "\(expected.rawValue) ≠ \(hash.rawValue)") }
        return (hash, algorithm)
    }
}
