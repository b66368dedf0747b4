import KaipanTestSupport
import Testing

/// Gives a suite a PostgreSQL server beside SQLite, where this machine has one.
struct StoresTrait: SuiteTrait, TestScoping {
    func provideScope(for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void) async throws {
        guard PostgresServer.isWanted else { return try await function() }
        let server = try PostgresServer()
        defer { server.stop() }
        try await PostgresServer.$current.withValue(server, operation: function)
    }
}

extension Trait where Self == StoresTrait {
    /// A real PostgreSQL server for the suite.
    static var stores: Self { StoresTrait() }
}
