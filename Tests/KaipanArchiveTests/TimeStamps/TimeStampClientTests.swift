import Foundation
import KaipanArchive
import KaipanTestSupport
import KaipanTimeStamps
import Testing

@Suite(
    .enabled(if: TestAuthority.isWanted && Python.isWanted("http.server"), "openssl or Python is not installed"))
struct TimeStampClientTests {
    private func with(_ body: (TestAuthority, String) async throws -> Void) async throws {
        try await Project.withTemporaryFolder { folder in
            let authority = try TestAuthority(in: folder)
            let server = try TestAuthorityServer(authority)
            defer { server.stop() }
            try await body(authority, server.url.absoluteString)
        }
    }

    private func failure(_ client: TimeStampClient) async throws -> TimeStampClientError {
        do {
            _ = try await client.ask(try TimeStampRequest(MessageImprint(of: [1])))
        } catch let error as TimeStampClientError {
            return error
        }
        throw CocoaError(.featureUnsupported)
    }

    @Test func `an authority is asked and what it says is proved`() async throws {
        try await with { authority, address in
            let client = try TimeStampClient(address)
            let data = Array("checkpoint".utf8)
            let request = try TimeStampRequest(MessageImprint(of: data))
            let response = try await client.ask(request)
            let verifier = TimeStampVerifier(trusting: try TimeStampTrust(roots: try authority.roots))
            #expect(try await verifier.verify(response, to: request).policy == TestAuthority.policy)
            #expect(try authority.accepts(response.bytes, of: data))
        }
    }

    @Test func `a refusal is an answer`() async throws {
        try await with { _, address in
            let request = try TimeStampRequest(MessageImprint(of: [1]), policy: "1.2.3.4.9")
            let response = try await TimeStampClient(address).ask(request)
            #expect(response.failures == [.unacceptedPolicy])
        }
    }

    @Test(arguments: [301, 401, 404, 500])
    func `another status is an error`(status: Int) async throws {
        try await with { _, address in
            let place = "\(address)status/\(status)"
            let error = try await failure(TimeStampClient(place))
            #expect(error == .status(address: place, status))
        }
    }

    @Test func `another type, too much and silence are errors`() async throws {
        try await with { _, address in
            let text = try await failure(TimeStampClient("\(address)text"))
            #expect(text == .contentType(address: "\(address)text", found: "text/html; charset=utf-8"))
            for path in ["large", "endless"] {
                let error = try await failure(TimeStampClient(address + path))
                #expect(error == .tooLarge(address: address + path, limit: TimeStampClient.answerLimit))
            }
            let silence = try await failure(TimeStampClient("\(address)silent", seconds: 1))
            #expect(silence == .timedOut(address: "\(address)silent", seconds: 1))
        }
    }

    @Test func `what is no time stamp is an error`() async throws {
        try await with { _, address in
            guard case .unreadable(_, .malformed(.response, _)) = try await failure(TimeStampClient("\(address)noise")) else {
                Issue.record("the noise was read")
                return
            }
        }
    }

    @Test func `an authority that is not there is named without secrets`() async throws {
        let client = try TimeStampClient("http://name:secret@127.0.0.1:1/tsa?key=secret#secret")
        let error = try await failure(client)
        guard case .unreachable("http://127.0.0.1:1/tsa", _) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(!"\(error) \(error.message)".contains("secret"))
    }

    @Test(arguments: ["", "tsa.example", "ftp://tsa.example/", "http://", "http:///path", "file:///etc/passwd"])
    func `what is no address is refused`(address: String) {
        #expect(throws: TimeStampClientError.notAnAddress) { try TimeStampClient(address) }
    }
}
