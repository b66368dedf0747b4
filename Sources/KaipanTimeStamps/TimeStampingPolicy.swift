import SwiftASN1
import X509

/// What a chain must meet beyond RFC 5280's validity, names and constraints to vouch for time stamps.
struct TimeStampingPolicy: VerifierPolicy {
    /// Nothing asks for a certain policy of the certificates, so that any they name is met.
    let verifyingCriticalExtensions: [ASN1ObjectIdentifier] = [.extendedKeyUsage, .certificatePolicies]

    func chainMeetsPolicyRequirements(chain: UnverifiedCertificateChain) -> PolicyEvaluationResult {
        guard Self.isForTimeStamps(chain.leaf) else { return .failsToMeetPolicy(reason: "extendedKeyUsage \(chain.leaf.subject)") }
        for (index, certificate) in chain.enumerated() {
            let subject = certificate.subject
            // The last one is trusted by itself, whatever its signature.
            if index < chain.count - 1, certificate.signatureAlgorithm == .sha1WithRSAEncryption {
                return .failsToMeetPolicy(reason: "SHA-1 \(subject)")
            }
            guard index > 0 else { continue }
            do {
                if let usage = try certificate.extensions.keyUsage, !usage.keyCertSign {
                    return .failsToMeetPolicy(reason: "keyUsage \(subject)")
                }
                if let usages = try certificate.extensions.extendedKeyUsage, !usages.contains(.timeStamping), !usages.contains(.any) {
                    return .failsToMeetPolicy(reason: "extendedKeyUsage \(subject)")
                }
            } catch {
                return .failsToMeetPolicy(reason: "extensions \(subject)")
            }
        }
        return .meetsPolicy
    }

    /// Whether the extended key usage is critical and has time stamping alone (RFC 3161 section 2.3), and the key usage admits signing.
    static func isForTimeStamps(_ certificate: Certificate) -> Bool {
        guard certificate.extensions[oid: .extendedKeyUsage]?.critical == true,
            let usages = try? certificate.extensions.extendedKeyUsage, Array(usages) == [.timeStamping]
        else { return false }
        do {
            guard let usage = try certificate.extensions.keyUsage else { return true }
            return usage.digitalSignature || usage.nonRepudiation
        } catch {
            return false
        }
    }
}
