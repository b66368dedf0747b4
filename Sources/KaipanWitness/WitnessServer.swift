import Hummingbird
import KaipanLog
import Logging

/// A `WitnessService` that answers `POST /add-checkpoint` over HTTP.
///
/// Plain HTTP: for others than this machine put a server with TLS before it.
public struct WitnessServer: Sendable {
    /// The longest request, in bytes: a note with room for a hundred signatures, and 63 lines of a proof.
    public static let requestLimit = SignedNote.maximumLength + 4096
    /// A connection on which nothing comes for so long is closed.
    private static let idleSeconds: Int64 = 30

    private let service: WitnessService
    private let host: String
    private let port: Int
    private let report: @Sendable (Result<WitnessService.Outcome, any Error>) -> Void

    /// - Parameters:
    ///   - host: the address of this machine to listen at.
    ///   - port: 0 for one that is free.
    ///   - report: called with each answer, or with why there was none.
    public init(
        _ service: WitnessService, host: String = "127.0.0.1", port: Int = 0,
        report: @escaping @Sendable (Result<WitnessService.Outcome, any Error>) -> Void = { _ in }
    ) {
        self.service = service
        self.host = host
        self.port = port
        self.report = report
    }

    /// Answers until the task is cancelled, or the process is told to end with SIGTERM or SIGINT.
    ///
    /// - Parameter isReady: called with the port once requests are taken.
    /// - Throws: where the port cannot be had.
    public func run(isReady: @escaping @Sendable (Int) -> Void) async throws {
        let router = Router()
        router.post("add-checkpoint") { request, _ in
            var request = request
            let body = try await request.collectBody(upTo: Self.requestLimit)
            return await answer(Array(body.readableBytesView))
        }
        let application = Application(
            router: router, server: .http1(configuration: .init(idleTimeout: .seconds(Self.idleSeconds))),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: "kaipan-witness"),
            onServerRunning: { isReady($0.localAddress?.port ?? port) },
            logger: Logger(label: "kaipan-witness") { _ in SwiftLogNoOpLogHandler() })
        try await application.runService()
    }

    private func answer(_ body: [UInt8]) async -> Response {
        do {
            let outcome = try await service.add(body)
            report(.success(outcome))
            return Self.response(outcome.response.status, outcome.response.contentType, outcome.response.body)
        } catch {
            report(.failure(error))
            return Self.response(500, "text/plain; charset=utf-8", Array("the witness cannot remember this\n".utf8))
        }
    }

    private static func response(_ status: Int, _ type: String, _ body: [UInt8]) -> Response {
        Response(
            status: HTTPResponse.Status(code: status), headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
