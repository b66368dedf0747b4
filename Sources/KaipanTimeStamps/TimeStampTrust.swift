import SwiftASN1
import X509

/// Whom a verifier trusts: authorities' root certificates, and certificates that lead to them.
public struct TimeStampTrust: Sendable {
    let roots: [Certificate]
    let others: [Certificate]

    /// - Parameters:
    ///   - roots: certificates in PEM, one after another. A root need not be self-signed: whatever is here is trusted.
    ///   - others: certificates in PEM that tokens lack: intermediate ones, and those of signers.
    /// - Throws: `malformed` for what is no certificate in PEM, and where there is no root.
    public init(roots: String, others: String = "") throws(TimeStampError) {
        self.roots = try Self.certificates(roots)
        self.others = try Self.certificates(others)
        guard !self.roots.isEmpty else { throw .malformed(.trustAnchor, reason: "0") }
    }

    private static func certificates(_ text: String) throws(TimeStampError) -> [Certificate] {
        guard text.utf8.contains(where: { !" \n\r\t".utf8.contains($0) }) else { return [] }
        return try ASN1Reading.read(.trustAnchor) {
            let documents = try PEMDocument.parseMultiple(pemString: text)
            guard !documents.isEmpty else { throw TimeStampError.malformed(.trustAnchor, reason: "PEM") }
            return try documents.map { try Certificate(pemDocument: $0) }
        }
    }
}
