import Testing

/// Gives a suite a PostgreSQL server that lives as long as its tests.
public struct WithPostgresServer: SuiteTrait, TestScoping {
    let settings: [String]

    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let server = try PostgresServer(settings: settings)
        defer { server.stop() }
        try await PostgresServer.$current.withValue(server) { try await function() }
    }
}

extension PostgresServer {
    /// The server of the suite that the running test belongs to.
    @TaskLocal public static var current: PostgresServer?
}

extension Trait where Self == WithPostgresServer {
    /// - Parameter settings: like `deadlock_timeout=100ms`.
    public static func postgresServer(_ settings: String...) -> Self { Self(settings: settings) }
}
