import Crypto
import Foundation
import KaipanText
import SwiftASN1
import X509

/// A certificate of the chain that a time stamp was verified with, in short.
public struct TimeStampCertificate: Sendable, Hashable {
    /// The owner's name, as in RFC 4514.
    public let subject: String
    public let issuer: String
    public let serialNumber: TimeStampNumber
    public let validity: ClosedRange<Timestamp>
    /// The SHA-256 of the certificate, in hexadecimal.
    public let fingerprint: String

    init(_ certificate: Certificate) throws(TimeStampError) {
        subject = certificate.subject.description
        issuer = certificate.issuer.description
        serialNumber = TimeStampNumber(complement: [0] + certificate.serialNumber.bytes)
        let from = Timestamp(certificate.notValidBefore), until = Timestamp(certificate.notValidAfter)
        validity = from...max(from, until)
        fingerprint = Hexadecimal.string(SHA256.hash(data: try certificate.bytes()))
    }
}

extension Certificate {
    /// The certificate in DER, as it was read.
    func bytes() throws(TimeStampError) -> [UInt8] {
        try ASN1Reading.read(.certificate) {
            var coder = DER.Serializer()
            try coder.serialize(self)
            return coder.serializedBytes
        }
    }
}

extension Timestamp {
    init(_ date: Date) {
        // Within what a certificate can state.
        self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded(.down)))
    }
}
