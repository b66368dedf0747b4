import Foundation

/// The programs in `Tests/Interop/log`, which check our log with other people's code.
enum ForeignProgram {
    private static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let sources = package.appendingPathComponent("Tests/Interop/log")
    private static let inContinuousIntegration = ProcessInfo.processInfo.environment["CI"] == "true"
    private static let goEnvironment = ["GO111MODULE": "off", "GOPATH": "/usr/share/gocode"]

    /// The environment that the set-up of tests makes; elsewhere the contributor's own.
    private static let python: [String] = {
        let path = package.appendingPathComponent(".build/python/bin/python3").path
        return FileManager.default.isExecutableFile(atPath: path) ? [path] : ["/usr/bin/env", "python3"]
    }()

    /// Whether Go's tests have to run: where Go and its library are installed, and always in continuous integration.
    static let goIsWanted: Bool = {
        let found = run(["/usr/bin/env", "go", "list", "golang.org/x/mod/sumdb/tlog"], environment: goEnvironment)
        return inContinuousIntegration || found.status == 0
    }()

    /// Whether Python's tests have to run: where its modules are installed, and always in continuous integration.
    static let pythonIsWanted: Bool = inContinuousIntegration || run(python + ["-c", "import cryptography, pymerkle, rfc8785"]).status == 0

    /// Built once, as starting from the source takes seconds each time; in the build's own folder, where it may stay.
    private static let goBuild: (path: String, status: Int32, output: String) = {
        let build = package.appendingPathComponent(".build")
        try? FileManager.default.createDirectory(at: build, withIntermediateDirectories: true)
        let path = build.appendingPathComponent("verify-log").path
        let source = sources.appendingPathComponent("main.go").path
        let built = run(["/usr/bin/env", "go", "build", "-o", path, source], environment: goEnvironment)
        return (path, built.status, built.output)
    }()

    static func go(_ arguments: String...) -> (status: Int32, output: String) {
        goBuild.status == 0 ? run([goBuild.path] + arguments) : (goBuild.status, goBuild.output)
    }

    static func verifyInPython(_ folder: URL) -> (status: Int32, output: String) {
        run(python + [sources.appendingPathComponent("verify_log.py").path, folder.path])
    }

    private static func run(_ command: [String], environment: [String: String] = [:]) -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        do {
            try process.run()
        } catch {
            return (-1, "\(error)")
        }
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }
}
