import Foundation
import Testing

/// A `TestAuthority` that answers over HTTP on loopback, by `Tests/Interop/timestamps/tsa_server.py`.
public final class TestAuthorityServer: Sendable {
    /// Of the server; what the paths do, the script says.
    public let url: URL
    private let process: Process
    private let input: Pipe

    public init(_ authority: TestAuthority) throws {
        process = Process()
        input = Pipe()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: Python.executable ?? "/usr/bin/env")
        process.arguments = (Python.executable == nil ? ["python3"] : []) + [
            Project.path("Tests/Interop/timestamps/tsa_server.py"), authority.folder.path,
        ]
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line: [UInt8] = []
        while line.last != UInt8(ascii: "\n"), let byte = try output.fileHandleForReading.read(upToCount: 1)?.first { line.append(byte) }
        let port = try #require(Int(String(decoding: line.dropLast(), as: UTF8.self)), "the server did not start")
        url = try #require(URL(string: "http://127.0.0.1:\(port)/"))
    }

    /// Ends the server, which does so by itself too when this process ends.
    public func stop() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
