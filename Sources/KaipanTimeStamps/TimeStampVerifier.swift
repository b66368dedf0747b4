import Foundation
import KaipanText
import SwiftASN1
@_spi(FixedExpiryValidationTime) import X509

/// Verifies tokens at the time that they state, with RSA (PKCS #1 v1.5) and ECDSA over SHA-256, SHA-384 and SHA-512.
///
/// A token stays verifiable after the authority's certificate has expired. It is only as good as the secrecy of the authority's key: stamp
/// old tokens again before key or hash age (RFC 4998), and keep what revocation lists said.
public struct TimeStampVerifier: Sendable {
    private let trust: TimeStampTrust
    /// Chains are searched among so many of a token's certificates, so that none can keep the search busy for ever.
    private static let certificateLimit = 16

    public init(trusting trust: TimeStampTrust) {
        self.trust = trust
    }

    /// Verifies a token of data that are at hand.
    ///
    /// - Parameters:
    ///   - nonce: of the request, where the token comes from an answer to it.
    ///   - policy: the number of the policy that the token must have been made under.
    /// - Complexity: O(n) in the size of the data.
    public func verify(
        _ token: TimeStampToken, of data: some Sequence<UInt8>, nonce: TimeStampNumber? = nil, policy: String? = nil
    ) async throws(TimeStampError) -> VerifiedTimeStamp {
        guard let hash = token.info.imprint.hash else { throw .unsupportedAlgorithm(token.info.imprint.algorithm) }
        return try await verify(token, of: MessageImprint(of: data, hash: hash), nonce: nonce, policy: policy)
    }

    /// Verifies the token of an answer to a request.
    public func verify(_ response: TimeStampResponse, to request: TimeStampRequest) async throws(TimeStampError) -> VerifiedTimeStamp {
        try await verify(try response.token(), of: request.imprint, nonce: request.nonce, policy: request.policy)
    }

    /// Verifies a token of data whose digest is known.
    public func verify(
        _ token: TimeStampToken, of imprint: MessageImprint, nonce: TimeStampNumber? = nil, policy: String? = nil
    ) async throws(TimeStampError) -> VerifiedTimeStamp {
        let (certificate, summary) = try Self.signer(of: token, imprint, nonce, policy, known: trust.others + trust.roots)
        return VerifiedTimeStamp(token.info, signer: summary, chain: try await chain(from: certificate, token))
    }

    /// Checks that a token is whole and of the data, without asking who is trusted: anybody can make a token that passes.
    ///
    /// - Returns: what the token says, with no chain.
    public static func verifySignature(
        of token: TimeStampToken, of imprint: MessageImprint, nonce: TimeStampNumber? = nil, policy: String? = nil
    ) throws(TimeStampError) -> VerifiedTimeStamp {
        VerifiedTimeStamp(token.info, signer: try signer(of: token, imprint, nonce, policy, known: []).summary, chain: [])
    }

    /// Who signed a token, after everything but the chain is checked.
    private static func signer(
        of token: TimeStampToken, _ imprint: MessageImprint, _ nonce: TimeStampNumber?, _ policy: String?, known: [Certificate]
    ) throws(TimeStampError) -> (certificate: Certificate, summary: TimeStampCertificate) {
        let info = token.info, signer = token.signer
        guard info.imprint.hash != nil else { throw .unsupportedAlgorithm(info.imprint.algorithm) }
        let algorithm = try signer.algorithm()
        if let number = info.criticalExtensions.first { throw .unsupportedExtension(number) }
        guard info.imprint == imprint else { throw .wrongImprint }
        if let nonce, info.nonce != nonce { throw .wrongNonce }
        if let policy, !policy.utf8.elementsEqual(info.policy.utf8) { throw .wrongPolicy(expected: policy, found: info.policy) }
        guard signer.contentDigest == algorithm.hash.digest(of: token.infoBytes) else { throw .altered }

        let certificate = try certificate(of: token, known)
        let summary = try TimeStampCertificate(certificate)
        let isValid = certificate.publicKey.isValidSignature(
            signer.signature, for: signer.signedBytes, signatureAlgorithm: algorithm.signature)
        guard isValid else { throw .invalidSignature(subject: summary.subject) }
        guard TimeStampingPolicy.isForTimeStamps(certificate) else { throw .notForTimeStamps(subject: summary.subject) }
        guard summary.validity.contains(info.time) else {
            throw .outsideValidity(
                subject: summary.subject, from: summary.validity.lowerBound, until: summary.validity.upperBound, signed: info.time)
        }
        return (certificate, summary)
    }

    /// The certificate that the signed attributes name.
    private static func certificate(of token: TimeStampToken, _ known: [Certificate]) throws(TimeStampError) -> Certificate {
        let signer = token.signer
        var candidates = token.certificates
        for certificate in known where signer.isSigner(certificate) { candidates.append(try certificate.bytes()) }
        for bytes in candidates {
            var isNamed = true
            for identifier in signer.certificates where isNamed { isNamed = try identifier.names(bytes) }
            guard isNamed else { continue }
            guard let certificate = try? Certificate(derEncoded: bytes) else { throw .unsupportedCertificate }
            let serialNumber = TimeStampNumber(complement: [0] + certificate.serialNumber.bytes)
            guard signer.isSigner(certificate), signer.certificates.allSatisfy({ $0.serialNumber ?? serialNumber == serialNumber }) else {
                throw .wrongCertificate(subject: certificate.subject.description)
            }
            return certificate
        }
        for bytes in candidates {
            guard let certificate = try? Certificate(derEncoded: bytes), signer.isSigner(certificate) else { continue }
            throw .wrongCertificate(subject: certificate.subject.description)
        }
        throw .missingCertificate
    }

    private func chain(from signer: Certificate, _ token: TimeStampToken) async throws(TimeStampError) -> [TimeStampCertificate] {
        var intermediates = trust.others
        for bytes in token.certificates.prefix(Self.certificateLimit) {
            guard let certificate = try? Certificate(derEncoded: bytes) else { continue }
            // Two ways on from one key are what cross-signing needs; with more of them the ways multiply.
            let same = intermediates.filter { $0.subject == certificate.subject && $0.publicKey == certificate.publicKey }
            if same.count < 2, !same.contains(certificate) { intermediates.append(certificate) }
        }
        let date = Date(timeIntervalSince1970: Double(token.info.time.milliseconds) / 1000)
        var verifier = Verifier(rootCertificates: CertificateStore(trust.roots)) {
            RFC5280Policy(fixedExpiryValidationTime: date)
            TimeStampingPolicy()
        }
        switch await verifier.validate(leaf: signer, intermediates: CertificateStore(intermediates)) {
        case .validCertificate(let chain):
            var summaries: [TimeStampCertificate] = []
            for certificate in chain { summaries.append(try TimeStampCertificate(certificate)) }
            return summaries
        case .couldNotValidate(let failures):
            throw .untrusted(subject: signer.subject.description, reasons: failures.map { Self.reason($0, at: token.info.time) })
        }
    }

    /// Why a chain does not do, in short: the library's words may hold whole certificates.
    private static func reason(_ failure: CertificateValidationResult.PolicyFailure, at time: Timestamp) -> String {
        for certificate in failure.chain {
            let from = Timestamp(certificate.notValidBefore), until = Timestamp(certificate.notValidAfter)
            if time < from || until < time { return "\(certificate.subject): \(from) – \(until)" }
        }
        return String("\(failure.policyFailureReason)".prefix(200))
    }
}
