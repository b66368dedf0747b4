import Foundation
import KaipanTestSupport

/// The program in `Tests/Interop/log` that verifies a folder with the code of Go's checksum database.
enum GoVerifier {
    private static let environment = ["GO111MODULE": "off", "GOPATH": "/usr/share/gocode"]

    /// Whether it has to run: where Go and its library are installed, and always in continuous integration.
    static let isWanted =
        ProcessInfo.processInfo.environment["CI"] == "true" || run(["go", "list", "golang.org/x/mod/sumdb/tlog"]).status == 0

    /// Built once, in the build's own folder.
    private static let build: (path: String, status: Int32, output: String) = {
        let path = Project.path(".build/verify-archive-log")
        let built = run(["go", "build", "-o", path, Project.path("Tests/Interop/log/main.go")])
        return (path, built.status, built.output)
    }()

    static func verify(_ folder: String) -> (status: Int32, output: String) {
        build.status == 0 ? run([build.path, "verify", folder]) : (build.status, build.output)
    }

    private static func run(_ command: [String]) -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        do { try process.run() } catch { return (-1, "\(error)") }
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }
}
