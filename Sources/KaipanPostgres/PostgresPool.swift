import Dispatch
import Synchronization

/// Connections to one server that many threads share, each with one of its own while it works.
///
/// They are opened on demand and kept; one that broke is closed when it is given back or when it would be used next.
package final class PostgresPool: Sendable {
    /// How many connections are open at once.
    package let limit: Int
    private let address: String
    private let patience: DispatchTimeInterval
    private let setUp: @Sendable (PostgresConnection) throws(PostgresError) -> Void
    /// The one that was used last is on top: the others may rest.
    private let idle = Mutex<[Idle]>([])
    private let places: DispatchSemaphore

    /// A connection that nobody uses.
    private struct Idle: @unchecked Sendable {
        // It may go from thread to thread as long as only one has it, and the pool hands it to one at a time.
        let connection: PostgresConnection
    }

    /// - Parameters:
    ///   - address: as for `PostgresConnection`; nothing is opened yet.
    ///   - limit: of connections that are open at once, from 1.
    ///   - patience: how long a thread waits for a connection while all are in use.
    ///   - setUp: what each new connection needs, like settings of its session.
    /// - Throws: `notAnAddress`.
    package init(
        _ address: String, limit: Int, patience: DispatchTimeInterval = .seconds(30),
        setUp: @escaping @Sendable (PostgresConnection) throws(PostgresError) -> Void = { _ in }
    ) throws(PostgresError) {
        precondition(limit > 0, "a pool without connections")
        _ = try PostgresAddress(address)
        self.address = address
        self.limit = limit
        self.patience = patience
        self.setUp = setUp
        places = DispatchSemaphore(value: limit)
    }

    /// Runs the body with a connection that nobody else uses meanwhile; blocks the thread while all are in use.
    ///
    /// A body must not ask the same pool for another connection: with the last one taken it would wait for itself.
    /// - Throws: what the body throws; `connection`; `exhausted` where no connection became free in time.
    package func withConnection<Result, Failure: Error>(
        converting: (PostgresError) -> Failure, _ body: (PostgresConnection) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard places.wait(timeout: .now() + patience) == .success else {
            let server = (try? PostgresAddress(address).server) ?? ""
            throw converting(.exhausted(server: server, connections: limit))
        }
        defer { places.signal() }
        let connection: PostgresConnection
        do throws(PostgresError) { connection = try take() } catch { throw converting(error) }
        defer { giveBack(connection) }
        return try body(connection)
    }

    private func take() throws(PostgresError) -> PostgresConnection {
        while let top = idle.withLock({ $0.popLast() }) {
            if top.connection.isUsable { return top.connection }
        }
        let connection = try PostgresConnection(address)
        try setUp(connection)
        return connection
    }

    private func giveBack(_ connection: PostgresConnection) {
        guard connection.isUsable else { return }
        let idle = Idle(connection: connection)
        self.idle.withLock { $0.append(idle) }
    }
}
