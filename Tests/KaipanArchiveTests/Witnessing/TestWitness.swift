import Foundation
import KaipanLog
import KaipanTestSupport
import KaipanWitness

/// A witness that answers over HTTP on loopback.
struct TestWitness: Sendable {
    let service: WitnessService
    /// Where it answers, with a slash at the end.
    let address: String

    var key: NoteVerifierKey { service.key }

    static let secret = WitnessKey(name: NoteKeyName("witness.example/w1")!)

    /// Runs a witness while the body does.
    static func with(
        _ logs: [NoteVerifierKey], state: URL, key: WitnessKey = secret, _ body: (TestWitness) async throws -> Void
    ) async throws {
        let service = try WitnessService(key: key, logs: logs, state: state.path)
        let (ports, port) = AsyncStream<Int>.makeStream()
        let server = Task {
            defer { port.finish() }
            try await WitnessServer(service).run { port.yield($0) }
        }
        defer { server.cancel() }
        guard let number = await ports.first(where: { _ in true }) else { throw Unexpected("no port") }
        try await body(TestWitness(service: service, address: "http://127.0.0.1:\(number)/"))
    }
}
