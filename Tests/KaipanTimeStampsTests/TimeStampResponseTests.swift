import Foundation
import KaipanTestSupport
import KaipanText
import KaipanTimeStamps
import Testing

@Suite(.enabled(if: TestAuthority.isWanted, "openssl is not installed"))
struct TimeStampResponseTests {
    @Test func `a refusal says why`() async throws {
        try await Stamped.with { stamped in
            let request = try TimeStampRequest(MessageImprint(of: stamped.data), policy: "1.2.3.4.9")
            let response = try TimeStampResponse(try stamped.authority.reply(to: request.bytes))
            #expect(response.status == .rejection)
            #expect(response.failures == [.unacceptedPolicy])
            #expect(response.tokenBytes == nil)
            let error = #expect(throws: TimeStampError.self) { try response.token() }
            guard case .rejected(.rejection, [.unacceptedPolicy], let text)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(text == "Requested policy is not supported.")
            #expect(error?.message.zh.contains("策略") == true)
        }
    }

    @Test func `a request that cannot be read is refused as such`() async throws {
        try await Stamped.with { stamped in
            let response = try TimeStampResponse(try stamped.authority.reply(to: Array("not a request".utf8)))
            #expect(response.status == .rejection)
            #expect(response.failures == [.badDataFormat])
        }
    }

    @Test(arguments: [
        ([0x30, 0x03, 0x02, 0x01, 0x09] as [UInt8]), [], [0x30], [0x30, 0x80], [0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x09],
        Array("<html>".utf8), [0x30, 0x03, 0x30, 0x01, 0x02], [0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x00, 0x00],
    ])
    func `what is no answer is refused`(bytes: [UInt8]) throws {
        let error = #expect(throws: TimeStampError.self) { try TimeStampResponse(bytes) }
        guard case .malformed(.response, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `a grant without a token is refused`() throws {
        let response = try TimeStampResponse([0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x00])
        #expect(response.status == .granted)
        #expect(throws: TimeStampError.malformed(.response, reason: "no token")) { try response.token() }
    }

    @Test func `an answer of any size is not taken apart`() {
        #expect(throws: TimeStampError.self) { try TimeStampResponse([UInt8](repeating: 0, count: 1 << 20 | 1)) }
    }

    @Test func `every reason has words in both languages`() {
        let words = TimeStampFailure.allCases.map(\.meaning) + TimeStampStatus.allCases.map(\.meaning)
        #expect(Set(words.map(\.zh)).count == words.count)
        #expect(Set(words.map(\.en)).count == words.count)
    }
}
