import CPostgreSQL
import Foundation
import Glibc
import KaipanPostgres
import Synchronization
import Testing

/// A PostgreSQL server of the tests' own on loopback, in a temporary folder.
public final class PostgresServer: Sendable {
    private let process = Mutex<Process?>(nil)
    private let folder: URL
    private let command: [String]
    /// All files of the cluster.
    public var data: URL { folder.appendingPathComponent("data") }
    /// On loopback; the same after a restart.
    public let port: Int
    /// Of the superuser `kaipan`.
    public static let password = "Mi-ma*7391"

    /// How a server ends.
    public enum Ending: Sendable {
        /// Its connections are ended and all is written.
        case fast
        /// At once, so that the next start recovers from the log.
        case immediate
        /// As `immediate`, but the server's processes are not asked.
        case kill
    }

    /// Continuous integration installs the server, so there its absence is a failure.
    public static let isWanted = ProcessInfo.processInfo.environment["CI"] == "true" || program("initdb") != nil

    private static func program(_ name: String) -> String? {
        let installed = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let versions = installed.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }.map { "/usr/lib/postgresql/\($0)/bin" }
        let folders = versions + (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Makes a cluster and starts it; PostgreSQL refuses to run as root, so that root runs it as the user of the package.
    ///
    /// - Parameters:
    ///   - settings: like `deadlock_timeout=100ms`.
    ///   - isDurable: whether the server waits for the disk at each commit; no archive is opened on one that does not.
    public init(settings: [String] = [], isDurable: Bool = true) throws {
        let initdb = try #require(Self.program("initdb"), "PostgreSQL is not installed")
        let postgres = try #require(Self.program("postgres"), "PostgreSQL is not installed")
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-postgres-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.folder = folder
        let secret = folder.appendingPathComponent("password")
        try Data(Self.password.utf8).write(to: secret)
        var user: [String] = []
        if geteuid() == 0 {
            let account = try #require(getpwnam("postgres"), "there is no user postgres").pointee
            for path in [folder.path, secret.path] { try #require(chown(path, account.pw_uid, account.pw_gid) == 0) }
            user = ["setpriv", "--reuid=\(account.pw_uid)", "--regid=\(account.pw_gid)", "--clear-groups"]
        }
        let data = folder.appendingPathComponent("data").path
        let made = try Self.process(
            user + [initdb, "-D", data, "-U", "kaipan", "-A", "scram-sha-256", "--pwfile", secret.path, "-E", "UTF8", "--locale=C", "--no-sync"],
            in: folder)
        made.waitUntilExit()
        try #require(made.terminationStatus == 0, "initdb failed")
        port = try Self.freePort()
        command =
            user + [postgres, "-D", data, "-p", "\(port)", "-h", "127.0.0.1", "-k", folder.path, "-c", "max_connections=40"]
            + (isDurable ? [] : ["-F"]) + settings.flatMap { ["-c", $0] }
        try start()
    }

    // MARK: - Starting and stopping

    /// Starts the server again on its data; does nothing where it runs.
    public func start() throws {
        try process.withLock { current in
            guard current == nil else { return }
            // After a kill the server refuses to start as long as one of its processes has not noticed.
            for _ in 0..<20 {
                let process = try Self.process(command, in: folder)
                for _ in 0..<1200 where process.isRunning {
                    if PQping(address(database: "postgres")) == PQPING_OK {
                        current = process
                        return
                    }
                    usleep(50_000)
                }
                Self.end(process, .immediate)
                usleep(250_000)
            }
            throw CocoaError(.executableLoad)
        }
    }

    /// Ends the server by its own process; its data stay.
    public func halt(_ ending: Ending = .fast) {
        process.withLock { current in
            if let process = current { Self.end(process, ending) }
            current = nil
        }
    }

    public func restart(_ ending: Ending = .fast) throws {
        halt(ending)
        try start()
    }

    /// Ends the server and removes its folder.
    public func stop() {
        halt(.immediate)
        try? FileManager.default.removeItem(at: folder)
    }

    private static func end(_ process: Process, _ ending: Ending) {
        let signal = switch ending {
        case .fast: SIGINT
        case .immediate: SIGQUIT
        case .kill: SIGKILL
        }
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
    }

    private static func process(_ arguments: [String], in folder: URL) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    private static func freePort() throws -> Int {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, length) | getsockname(socket, $0, &length) }
        }
        try #require(status == 0)
        return Int(UInt16(bigEndian: address.sin_port))
    }

    // MARK: - Databases

    public func address(database: String, user: String = "kaipan", password: String = PostgresServer.password) -> String {
        "postgresql://\(user):\(password)@127.0.0.1:\(port)/\(database)"
    }

    /// Runs statements and returns the first field of the first row.
    @discardableResult
    public func run(_ statements: String, database: String = "postgres", user: String = "kaipan") throws -> String? {
        let connection = PQconnectdb(address(database: database, user: user))
        defer { PQfinish(connection) }
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
        let result = PQexec(connection, statements)
        defer { PQclear(result) }
        let status = PQresultStatus(result)
        try #require(
            status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK, "\(String(cString: PQerrorMessage(connection))) in \(statements)")
        return PQntuples(result) > 0 ? String(cString: PQgetvalue(result, 0, 0)) : nil
    }

    /// Makes an empty database.
    public func database(_ name: String, _ options: String = "") throws -> String {
        try run("create database \(name) template template0 \(options)")
        return address(database: name)
    }
}
