import KaipanText

/// What a token proves: that data with this digest existed, unchanged, at the latest in this interval, by the word of this signer.
///
/// It does not prove that the data are true, nor since when they exist. Whether a certificate was revoked is not looked at.
public struct VerifiedTimeStamp: Sendable, Hashable {
    /// The data's digest.
    public let imprint: MessageImprint
    /// The time that the authority states.
    public let time: Timestamp
    /// When the authority signed: the time with its accuracy before and after, to the millisecond outwards.
    public let interval: ClosedRange<Timestamp>
    /// Nil where the token states none: `interval` is the time alone then, and how exact it is only the policy can say.
    public let accuracy: TimeStampAccuracy?
    /// Of the token, at this authority.
    public let serialNumber: TimeStampNumber
    /// The number of the authority's policy, with dots.
    public let policy: String
    /// Whether the order of this authority's tokens is that of their times.
    public let isOrdered: Bool
    public let nonce: TimeStampNumber?
    /// Who signed.
    public let signer: TimeStampCertificate
    /// From the signer to the certificate that is trusted; empty where nobody was asked to be trusted, and then the signer may be anybody.
    public let chain: [TimeStampCertificate]

    init(_ info: TimeStampInfo, signer: TimeStampCertificate, chain: [TimeStampCertificate]) {
        imprint = info.imprint
        time = info.time
        interval = info.interval
        accuracy = info.accuracy
        serialNumber = info.serialNumber
        policy = info.policy
        isOrdered = info.isOrdered
        nonce = info.nonce
        self.signer = signer
        self.chain = chain
    }
}
