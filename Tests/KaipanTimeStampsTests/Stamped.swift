import Foundation
import KaipanTestSupport
import KaipanTimeStamps
import Testing

/// Data with a time stamp from an authority of the tests' own.
struct Stamped {
    let authority: TestAuthority
    let data: [UInt8]
    let request: TimeStampRequest
    let reply: [UInt8]

    /// - Parameter change: what differs from a good authority.
    static func with<Result>(
        hash: TimeStampHash = .sha256, wantsCertificate: Bool = true, _ change: (inout TestAuthority.Options) -> Void = { _ in },
        _ body: (Stamped) async throws -> Result
    ) async throws -> Result {
        var options = TestAuthority.Options()
        change(&options)
        return try await Project.withTemporaryFolder { folder in
            let authority = try TestAuthority(in: folder, options)
            let data = Array("开盘 checkpoint \(UUID().uuidString)".utf8)
            let request = try TimeStampRequest(MessageImprint(of: data, hash: hash), wantsCertificate: wantsCertificate)
            return try await body(
                Stamped(authority: authority, data: data, request: request, reply: try authority.reply(to: request.bytes)))
        }
    }

    var verifier: TimeStampVerifier {
        get throws { TimeStampVerifier(trusting: try TimeStampTrust(roots: try authority.roots, others: try authority.others)) }
    }

    var token: TimeStampToken {
        get throws { try TimeStampResponse(reply).token() }
    }

    func verified() async throws -> VerifiedTimeStamp { try await verifier.verify(try TimeStampResponse(reply), to: request) }

    /// A token that the authority's key signs over the content of this one, by OpenSSL's command for signed messages.
    func signedAnew(_ certificate: String = "signer", arguments: [String] = ["-cades"]) throws -> [UInt8] {
        let token = try token
        let content = try authority.temporary(try Self.content(of: token, authority))
        try authority.openssl(
            [
                "cms", "-sign", "-nodetach", "-binary", "-econtent_type", "1.2.840.113549.1.9.16.1.4", "-in", content, "-md", "sha256",
                "-signer", "\(certificate).pem", "-inkey", "\(certificate).key", "-outform", "DER", "-out", "\(content).signed",
            ] + arguments)
        return try authority.bytes("\(content).signed")
    }

    /// The TSTInfo of a token.
    static func content(of token: TimeStampToken, _ authority: TestAuthority) throws -> [UInt8] {
        let name = try authority.temporary(token.bytes)
        try authority.openssl("cms", "-verify", "-noverify", "-binary", "-inform", "DER", "-in", name, "-out", "\(name).content")
        return try authority.bytes("\(name).content")
    }

    /// The error that verifying ends with.
    func failure(_ body: () async throws -> Void) async throws -> TimeStampError {
        do {
            try await body()
        } catch let error as TimeStampError {
            return error
        }
        throw CocoaError(.featureUnsupported)
    }
}
