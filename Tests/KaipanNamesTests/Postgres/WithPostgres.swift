import KaipanTestSupport
import Testing

/// Gives a suite a server and registers that live as long as its tests.
struct WithPostgres: SuiteTrait, TestScoping {
    func provideScope(for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void) async throws {
        let server = try PostgresServer()
        let registers = try MadeUpRegisters()
        defer {
            server.stop()
            registers.remove()
        }
        try await Fixture.$current.withValue(Fixture(server: server, registers: registers)) { try await function() }
    }
}

/// What the tests of a suite share.
struct Fixture: Sendable {
    let server: PostgresServer
    let registers: MadeUpRegisters

    @TaskLocal static var current: Fixture?
}

extension Trait where Self == WithPostgres {
    static var postgres: Self { Self() }
}
