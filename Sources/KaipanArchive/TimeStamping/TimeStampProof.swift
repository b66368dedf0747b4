import KaipanText
import KaipanTimeStamps

/// How far a token was verified.
public enum TimeStampProof: Sendable, Hashable {
    /// The token is of the data, it is signed, and a chain leads from the signer to a certificate that is trusted.
    case trusted(VerifiedTimeStamp)
    /// The token is of the data and signed; by whom is not verified, because nobody said whom to trust.
    case signed(VerifiedTimeStamp)
    /// The token is of the data; it is signed in a way that this program cannot verify, SM2 for one.
    case unread(TimeStampInfo, TimeStampError)

    /// From the earliest to the latest moment that the authority states.
    public var interval: ClosedRange<Timestamp> {
        switch self {
        case .trusted(let stamp), .signed(let stamp): stamp.interval
        case .unread(let info, _): info.interval
        }
    }

    /// Who signed; nil where that cannot be read.
    public var signer: TimeStampCertificate? {
        switch self {
        case .trusted(let stamp), .signed(let stamp): stamp.signer
        case .unread: nil
        }
    }

    /// What was verified, in one word for the record.
    var word: String {
        switch self {
        case .trusted: "chain"
        case .signed: "signature"
        case .unread: "imprint"
        }
    }

    /// What was verified and what was not.
    public var message: LocalizedText {
        switch self {
        case .trusted(let stamp):
            LocalizedText(zh: "已验证：摘要、签名、证书链（\(stamp.signer.subject)）", en: "verified: digest, signature and chain (\(stamp.signer.subject))")
        case .signed(let stamp):
            LocalizedText(
                zh: "已验证：摘要、签名；证书链未验证（\(stamp.signer.subject)，请用 --tsa-roots 给出受信任的根证书）",
                en: "verified: digest and signature; chain not verified (\(stamp.signer.subject); name trusted roots with --tsa-roots)")
        case .unread(_, let error):
            LocalizedText(zh: "仅核对了摘要。\(error.message.zh)", en: "only the digest was compared. \(error.message.en)")
        }
    }

    // MARK: - Verifying

    /// Verifies a token as far as it goes without asking who is trusted.
    ///
    /// - Parameters:
    ///   - data: what the token should be of.
    ///   - nonce: of the request, where the token comes from an answer to it.
    init(_ token: TimeStampToken, of data: [UInt8], nonce: TimeStampNumber? = nil) throws(TimeStampError) {
        let imprint = try Self.imprint(token, data)
        do throws(TimeStampError) {
            self = .signed(try TimeStampVerifier.verifySignature(of: token, of: imprint, nonce: nonce))
        } catch {
            self = try Self.unread(token, imprint, nonce, error)
        }
    }

    /// Verifies a token, with its chain where it is said whom to trust.
    static func verify(
        _ token: TimeStampToken, of data: [UInt8], nonce: TimeStampNumber? = nil, trusting trust: TimeStampTrust?
    ) async throws(TimeStampError) -> TimeStampProof {
        guard let trust else { return try TimeStampProof(token, of: data, nonce: nonce) }
        let imprint = try imprint(token, data)
        do throws(TimeStampError) {
            return .trusted(try await TimeStampVerifier(trusting: trust).verify(token, of: imprint, nonce: nonce))
        } catch {
            return try unread(token, imprint, nonce, error)
        }
    }

    private static func imprint(_ token: TimeStampToken, _ data: [UInt8]) throws(TimeStampError) -> MessageImprint {
        guard let hash = token.info.imprint.hash else { throw .unsupportedAlgorithm(token.info.imprint.algorithm) }
        return MessageImprint(of: data, hash: hash)
    }

    /// What is left of a token that is signed in an unknown way.
    private static func unread(
        _ token: TimeStampToken, _ imprint: MessageImprint, _ nonce: TimeStampNumber?, _ error: TimeStampError
    ) throws(TimeStampError) -> TimeStampProof {
        switch error {
        case .unsupportedAlgorithm, .unsupportedCertificate, .unsupportedExtension: break
        default: throw error
        }
        guard token.info.imprint == imprint else { throw .wrongImprint }
        if let nonce, token.info.nonce != nonce { throw .wrongNonce }
        return .unread(token.info, error)
    }
}
