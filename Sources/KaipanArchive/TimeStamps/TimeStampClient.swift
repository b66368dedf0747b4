import Foundation
import FoundationNetworking
import KaipanTimeStamps

/// Asks a time-stamp authority over HTTP (RFC 3161 section 3.4). What it answers is read, not verified.
public struct TimeStampClient: Sendable {
    /// More than any answer needs, in bytes.
    public static let answerLimit = 1 << 20
    private let url: URL
    private let seconds: Int

    /// - Parameters:
    ///   - address: begins with `http://` or `https://`; an answer is signed, so that it cannot be changed on its way even by the first.
    ///   - seconds: how long one answer may take in all, from 1.
    /// - Throws: `notAnAddress`.
    public init(_ address: String, seconds: Int = 30) throws(TimeStampClientError) {
        guard let url = URL(web: address) else { throw .notAnAddress }
        self.url = url
        self.seconds = max(1, seconds)
    }

    /// Where the authority is, without what may be secret: an account, and what stands behind the question mark.
    public var address: String { url.withoutSecrets }

    /// Sends a request and reads the answer, which may be a refusal.
    public func ask(_ request: TimeStampRequest) async throws(TimeStampClientError) -> TimeStampResponse {
        let bytes = try await answer(to: request)
        do throws(TimeStampError) {
            return try TimeStampResponse(bytes)
        } catch {
            throw .unreadable(address: address, error)
        }
    }

    private func answer(to request: TimeStampRequest) async throws(TimeStampClientError) -> [UInt8] {
        let answer: HTTPAnswer
        do throws(HTTPProblem) {
            let exchange = HTTPExchange(limit: Self.answerLimit) { $0.status == 200 && $0.kind == Self.answerType }
            answer = try await exchange.run(message(request), seconds: seconds)
        } catch {
            switch error {
            case .unreachable(let reason): throw .unreachable(address: address, reason: reason)
            case .library(let reason): throw .library(reason)
            case .timedOut: throw .timedOut(address: address, seconds: seconds)
            case .tooLarge: throw .tooLarge(address: address, limit: Self.answerLimit)
            }
        }
        guard answer.status == 200 else { throw .status(address: address, answer.status) }
        guard answer.kind == Self.answerType else { throw .contentType(address: address, found: answer.type) }
        return answer.bytes
    }

    private static let answerType = "application/timestamp-reply"

    private func message(_ request: TimeStampRequest) -> URLRequest {
        var message = URLRequest(url: url, cachePolicy: .reloadIgnoringLocalAndRemoteCacheData, timeoutInterval: TimeInterval(seconds))
        message.httpMethod = "POST"
        message.httpBody = Data(request.bytes)
        message.setValue("application/timestamp-query", forHTTPHeaderField: "Content-Type")
        message.setValue(Self.answerType, forHTTPHeaderField: "Accept")
        return message
    }
}
