import Foundation
import KaipanTestSupport
import KaipanTimeStamps
import Testing

@Suite(.enabled(if: TestAuthority.isWanted, "openssl is not installed"))
struct TimeStampRequestTests {
    @Test(arguments: TimeStampHash.allCases, [true, false])
    func `a request is that of OpenSSL`(hash: TimeStampHash, wantsCertificate: Bool) async throws {
        try await Project.withTemporaryFolder { folder in
            let authority = try TestAuthority(in: folder)
            let data = Array("开盘".utf8)
            let digest = "-" + hash.rawValue.lowercased().replacing("-", with: "")
            for policy in [nil, "1.2.3.4.2", "2.999.1"] {
                let name = try authority.temporary(data)
                try authority.openssl(
                    ["ts", "-query", "-data", name, digest, "-no_nonce", "-out", "\(name).query"]
                        + (policy.map { ["-tspolicy", $0] } ?? []) + (wantsCertificate ? ["-cert"] : []))
                let request = try TimeStampRequest(
                    MessageImprint(of: data, hash: hash), policy: policy, nonce: nil, wantsCertificate: wantsCertificate)
                #expect(try request.bytes == authority.bytes("\(name).query"))
            }
        }
    }

    @Test func `a nonce is written as a positive number`() async throws {
        try await Project.withTemporaryFolder { folder in
            let authority = try TestAuthority(in: folder)
            for nonce: UInt64 in [1, 127, 128, 255, 256, 0x8000, .max >> 1, .max] {
                let request = try TimeStampRequest(MessageImprint(of: []), nonce: TimeStampNumber(nonce))
                let name = try authority.temporary(request.bytes)
                let text = try authority.openssl("ts", "-query", "-in", name, "-text")
                let hexadecimal = String(nonce, radix: 16, uppercase: true)
                let padded = "0x" + (hexadecimal.utf8.count % 2 == 0 ? "" : "0") + hexadecimal
                #expect(text.contains("Nonce: \(padded)\n"))
                #expect(TimeStampNumber(nonce).description == padded)
            }
        }
    }

    @Test func `numbers have one form`() {
        #expect(TimeStampNumber(complement: [0, 0, 0x80]).bytes == [0, 0x80])
        #expect(TimeStampNumber(complement: [0xFF, 0xFF, 0x80]).bytes == [0x80])
        #expect(TimeStampNumber(complement: [0xFF, 0x7F]).bytes == [0xFF, 0x7F])
        #expect(TimeStampNumber(complement: []).bytes == [0])
        #expect(TimeStampNumber(complement: [0xFF]).description == "-0x01")
        #expect(TimeStampNumber(complement: [0x80]).description == "-0x80")
        #expect(TimeStampNumber(complement: [0xFF, 0]).description == "-0x0100")
        #expect(TimeStampNumber.random() != TimeStampNumber.random())
    }

    @Test(arguments: ["", "1", "x", "1.2.x", "3.1.2", "1.40.1", "1..2", "-1.2", "99999999999999999999.1"])
    func `a policy that is no number with dots is refused`(policy: String) throws {
        #expect(throws: TimeStampError.malformed(.request, reason: "policy \(policy)")) {
            try TimeStampRequest(MessageImprint(of: []), policy: policy)
        }
    }

    @Test func `a digest of another length is refused`() {
        #expect(throws: TimeStampError.self) { try MessageImprint(digest: [1, 2, 3], hash: .sha256) }
    }
}
