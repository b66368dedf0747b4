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
        guard let url = URL(string: address), let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme),
            url.host?.isEmpty == false
        else { throw .notAnAddress }
        self.url = url
        self.seconds = max(1, seconds)
    }

    /// Where the authority is, without what may be secret: an account, and what stands behind the question mark.
    public var address: String {
        var parts = URLComponents(url: url, resolvingAgainstBaseURL: false)
        parts?.user = nil
        parts?.password = nil
        parts?.query = nil
        parts?.fragment = nil
        return parts?.string ?? url.host ?? ""
    }

    /// Sends a request and reads the answer, which may be a refusal.
    public func ask(_ request: TimeStampRequest) async throws(TimeStampClientError) -> TimeStampResponse {
        let bytes = try await TimeStampExchange(limit: Self.answerLimit).run(message(request), address: address, seconds: seconds)
        do throws(TimeStampError) {
            return try TimeStampResponse(bytes)
        } catch {
            throw .unreadable(address: address, error)
        }
    }

    private func message(_ request: TimeStampRequest) -> URLRequest {
        var message = URLRequest(url: url, cachePolicy: .reloadIgnoringLocalAndRemoteCacheData, timeoutInterval: TimeInterval(seconds))
        message.httpMethod = "POST"
        message.httpBody = Data(request.bytes)
        message.setValue("application/timestamp-query", forHTTPHeaderField: "Content-Type")
        message.setValue("application/timestamp-reply", forHTTPHeaderField: "Accept")
        return message
    }
}
