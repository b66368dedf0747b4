import Glibc
import KaipanArchive
import KaipanTestSupport
import Testing

/// A PostgreSQL server that would lose what it acknowledged is refused.
@Suite(.enabled(if: PostgresServer.isWanted, "there is no PostgreSQL server on this machine")) struct ServerDurabilityTests {
    @Test func `no archive is made or opened where a crash may take entries back`() throws {
        let server = try PostgresServer()
        defer { server.stop() }
        let place = ArchivePlace.server(address: try server.database("one"), journal: nil)
        _ = try Archive.create(at: place, name: "one.test/log", master: TestArchive.master())
        for setting in ["fsync", "full_page_writes"] {
            try set(setting, "= off", "off", server)
            let error = ArchiveError.serverNotDurable(settings: ["\(setting)=off"])
            #expect(throws: error) { try Archive.open(place, master: TestArchive.master()) }
            let empty = ArchivePlace.server(address: try server.database("empty_\(setting)"), journal: nil)
            #expect(throws: error) { try Archive.create(at: empty, name: "two.test/log", master: TestArchive.master()) }
            #expect(error.message.zh.contains("ALTER SYSTEM RESET \(setting);") && error.message.en.contains("ALTER SYSTEM RESET \(setting);"))
            // The remedy that the message names.
            try set(setting, nil, "on", server)
            #expect(try Archive.open(place, master: TestArchive.master()).size() == 1)
        }
    }

    @Test func `commits wait for the disk where the server's default is not to`() throws {
        let server = try PostgresServer(settings: ["synchronous_commit=off"])
        defer { server.stop() }
        let place = ArchivePlace.server(address: try server.database("one"), journal: nil)
        let archive = try Archive.create(at: place, name: "one.test/log", master: TestArchive.master())
        let setting = try archive.database.write { try $0.first("select setting from pg_settings where name = 'synchronous_commit'")?.text(0) }
        #expect(setting == "on")
    }

    /// Sets or resets a setting, and waits until new connections have it.
    private func set(_ name: String, _ value: String?, _ expected: String, _ server: PostgresServer) throws {
        try server.run(value.map { "alter system set \(name) \($0)" } ?? "alter system reset \(name)")
        try server.run("select pg_reload_conf()")
        for _ in 0..<200 {
            if try server.run("show \(name)") == expected { return }
            usleep(50_000)
        }
        Issue.record("\(name) is not \(expected)")
    }
}
