import Foundation
import FoundationNetworking
import Synchronization

/// One request and its answer, of which no more is read than may be kept.
final class TimeStampExchange: NSObject, URLSessionDataDelegate {
    private typealias Outcome = Result<[UInt8], TimeStampClientError>

    private struct State {
        var bytes: [UInt8] = []
        var isAccepted = false
        /// Why the rest is not read.
        var problem: TimeStampClientError?
        var address = ""
        var seconds = 0
        var continuation: CheckedContinuation<Outcome, Never>?
    }

    private let limit: Int
    private let state = Mutex(State())

    /// - Parameter limit: of the answer, in bytes.
    init(limit: Int) {
        self.limit = limit
    }

    /// Sends the message; for one use.
    func run(_ message: URLRequest, address: String, seconds: Int) async throws(TimeStampClientError) -> [UInt8] {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = TimeInterval(seconds)
        configuration.timeoutIntervalForResource = TimeInterval(seconds)
        configuration.httpShouldSetCookies = false
        let session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        let task = session.dataTask(with: message)
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock {
                    $0.address = address
                    $0.seconds = seconds
                    $0.continuation = continuation
                }
                task.resume()
            }
        } onCancel: {
            task.cancel()
        }
        return try outcome.get()
    }

    func urlSession(
        _: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        let status = Self.status(response)
        let type = (response as? HTTPURLResponse)?.value(forHTTPHeaderField: "Content-Type") ?? ""
        let kind = type.split(separator: ";").first.map { $0.trimmingCharacters(in: .whitespaces).lowercased() } ?? ""
        let isRefused = state.withLock { state in
            if status != 200 {
                state.problem = .status(address: state.address, status)
            } else if kind != "application/timestamp-reply" {
                state.problem = .contentType(address: state.address, found: type)
            } else if response.expectedContentLength > Int64(limit) {
                state.problem = .tooLarge(address: state.address, limit: limit)
            }
            state.isAccepted = state.problem == nil
            return !state.isAccepted
        }
        completionHandler(isRefused ? .cancel : .allow)
        if isRefused { dataTask.cancel() }
    }

    func urlSession(_: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooLarge = state.withLock { state in
            guard state.problem == nil, state.bytes.count + data.count <= limit else {
                state.problem = state.problem ?? .tooLarge(address: state.address, limit: limit)
                return true
            }
            state.bytes.append(contentsOf: data)
            return false
        }
        if isTooLarge { dataTask.cancel() }
    }

    func urlSession(
        _: URLSession, task _: URLSessionTask, willPerformHTTPRedirection _: HTTPURLResponse, newRequest _: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    private static func status(_ response: URLResponse?) -> Int { (response as? HTTPURLResponse)?.statusCode ?? 0 }

    func urlSession(_: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        let (continuation, outcome) = state.withLock { state -> (CheckedContinuation<Outcome, Never>?, Outcome) in
            defer { state.continuation = nil }
            if let problem = state.problem { return (state.continuation, .failure(problem)) }
            guard let error else {
                // A redirection that is not followed comes to its end without having been shown.
                guard state.isAccepted else {
                    return (state.continuation, .failure(.status(address: state.address, Self.status(task.response))))
                }
                return (state.continuation, .success(state.bytes))
            }
            if (error as? URLError)?.code == .timedOut {
                return (state.continuation, .failure(.timedOut(address: state.address, seconds: state.seconds)))
            }
            // The library's words name the address as it was given.
            let reason = (error as? URLError).map { "URLError \($0.code.rawValue)" } ?? "\(type(of: error))"
            return (state.continuation, .failure(.unreachable(address: state.address, reason: reason)))
        }
        continuation?.resume(returning: outcome)
    }
}
