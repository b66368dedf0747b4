import Foundation
import FoundationNetworking
import KaipanLog
import KaipanText

/// Asks a witness over HTTP to cosign a checkpoint (C2SP tlog-witness v1.0.0). What it answers is read, not verified.
public struct WitnessClient: Sendable {
    /// Room for a hundred signatures, in bytes.
    static let answerLimit = 64 << 10
    private let url: URL
    private let seconds: Int

    /// - Parameters:
    ///   - address: the witness's submission prefix, without `add-checkpoint`.
    ///   - seconds: how long one answer may take in all, from 1.
    /// - Throws: `CosigningError.notAnAddress`.
    public init(_ address: String, seconds: Int = 30) throws(CosigningError) {
        guard let url = URL(web: address) else { throw .notAnAddress }
        self.url = url.appendingPathComponent("add-checkpoint")
        self.seconds = max(1, seconds)
    }

    /// Where requests go, without what may be secret.
    public var address: String { url.withoutSecrets }

    /// Sends a request and reads the answer, which may be a refusal.
    ///
    /// - Throws: `CosigningError.library`, `.unreachable`, `.timedOut`, `.unreadable`.
    public func add(_ request: AddCheckpointRequest) async throws(CosigningError) -> AddCheckpointResponse {
        var message = URLRequest(url: url, cachePolicy: .reloadIgnoringLocalAndRemoteCacheData, timeoutInterval: TimeInterval(seconds))
        message.httpMethod = "POST"
        message.httpBody = Data(request.bytes)
        message.setValue("text/plain; charset=utf-8", forHTTPHeaderField: "Content-Type")
        let answer: HTTPAnswer
        do throws(HTTPProblem) {
            answer = try await HTTPExchange(limit: Self.answerLimit).run(message, seconds: seconds)
        } catch {
            switch error {
            case .unreachable(let reason): throw .unreachable(address: address, reason: reason)
            case .library(let reason): throw .library(reason)
            case .timedOut: throw .timedOut(address: address, seconds: seconds)
            case .tooLarge: throw .unreadable(address: address, reason: LocalizedText(zh: "答复过长", en: "too long"))
            }
        }
        do throws(WitnessError) {
            return try AddCheckpointResponse(status: answer.status, contentType: answer.type, body: answer.bytes)
        } catch {
            throw .unreadable(address: address, reason: error.message)
        }
    }
}
