import Foundation
import FoundationNetworking
import KaipanText
import Synchronization

/// One request and its answer, of which no more is read than may be kept; redirections are not followed.
final class HTTPExchange: NSObject, URLSessionDataDelegate {
    private typealias Outcome = Result<HTTPAnswer, HTTPProblem>

    private struct State {
        var answer: HTTPAnswer?
        /// Why the rest is not read.
        var problem: HTTPProblem?
        /// Whether the rest is not wanted.
        var isDone = false
        var continuation: CheckedContinuation<Outcome, Never>?
    }

    private let limit: Int
    private let isWanted: @Sendable (HTTPAnswer) -> Bool
    private let state = Mutex(State())

    /// - Parameters:
    ///   - limit: of the answer, in bytes.
    ///   - isWanted: says by status and type whether the body is to be read.
    init(limit: Int, reading isWanted: @escaping @Sendable (HTTPAnswer) -> Bool = { _ in true }) {
        self.limit = limit
        self.isWanted = isWanted
    }

    /// Sends the message; for one use.
    ///
    /// - Parameter seconds: how long it may take in all.
    func run(_ message: URLRequest, seconds: Int) async throws(HTTPProblem) -> HTTPAnswer {
        // Foundation takes it for granted.
        if let problem = LazyLibrary.libcurl.problem { throw .library(problem) }
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = TimeInterval(seconds)
        configuration.timeoutIntervalForResource = TimeInterval(seconds)
        configuration.httpShouldSetCookies = false
        let session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        let task = session.dataTask(with: message)
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock { $0.continuation = continuation }
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
        let answer = Self.answer(response)
        let isRead = state.withLock { state in
            state.answer = answer
            if !isWanted(answer) {
                state.isDone = true
            } else if response.expectedContentLength > Int64(limit) {
                state.problem = .tooLarge
            }
            return !state.isDone && state.problem == nil
        }
        completionHandler(isRead ? .allow : .cancel)
        if !isRead { dataTask.cancel() }
    }

    func urlSession(_: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooLarge = state.withLock { state in
            guard state.problem == nil, !state.isDone, let answer = state.answer, answer.bytes.count + data.count <= limit else {
                if !state.isDone { state.problem = .tooLarge }
                return true
            }
            state.answer?.bytes.append(contentsOf: data)
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

    private static func answer(_ response: URLResponse?) -> HTTPAnswer {
        let response = response as? HTTPURLResponse
        return HTTPAnswer(status: response?.statusCode ?? 0, type: response?.value(forHTTPHeaderField: "Content-Type") ?? "", bytes: [])
    }

    func urlSession(_: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        let (continuation, outcome) = state.withLock { state -> (CheckedContinuation<Outcome, Never>?, Outcome) in
            defer { state.continuation = nil }
            if let problem = state.problem { return (state.continuation, .failure(problem)) }
            if let answer = state.answer, state.isDone { return (state.continuation, .success(answer)) }
            guard let error else {
                // A redirection that is not followed comes to its end without having been shown.
                return (state.continuation, .success(state.answer ?? Self.answer(task.response)))
            }
            let code = (error as? URLError)?.code
            if code == .timedOut { return (state.continuation, .failure(.timedOut)) }
            // The library's words name the address as it was given.
            return (state.continuation, .failure(.unreachable(reason: code.map { "URLError \($0.rawValue)" } ?? "\(type(of: error))")))
        }
        continuation?.resume(returning: outcome)
    }
}
