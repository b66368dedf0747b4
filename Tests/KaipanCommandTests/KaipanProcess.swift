import Foundation
import KaipanTestSupport
import Testing

/// Runs the built program as a user would.
enum KaipanProcess {
    struct Outcome {
        var status: Int32
        var out: String
        var err: String

        /// The report of `--format json`.
        func json() throws -> Report { try JSONDecoder().decode(Report.self, from: Data(out.utf8)) }
    }

    /// A run that lasts longer hangs: far more than a first run, which compiles all rules for half a minute, several on a busy machine.
    static let deadline: TimeInterval = 900

    /// The program beside the tests, else the one of a release or a debug build.
    static let executable: String = {
        let folders =
            [
                (CommandLine.arguments[0] as NSString).deletingLastPathComponent, Bundle.main.bundlePath,
                (Bundle.main.executablePath.map { ($0 as NSString).deletingLastPathComponent }) ?? "", Project.path(".build/release"),
                Project.path(".build/debug"),
            ]
        return folders.map { $0 + "/kaipan" }.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "kaipan"
    }()


    static func environment(_ more: [String: String] = [:]) -> [String: String] {
        ["PATH": "/usr/bin:/bin", "HOME": Project.cache, "XDG_CACHE_HOME": Project.cache, "LANG": "en_US.UTF-8"].merging(more) { $1 }
    }

    /// - Parameters:
    ///   - input: standard input; empty where none is given.
    ///   - folder: the directory to run in.
    ///   - output: where standard output goes instead of the outcome.
    static func run(
        _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:], in folder: String? = nil,
        executable: String = executable, output: String? = nil
    ) throws -> Outcome {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        // Files and not pipes: nobody has to read while the program runs.
        let handle = { (name: String, bytes: [UInt8]) throws -> FileHandle in
            let url = scratch.appendingPathComponent(name)
            try Data(bytes).write(to: url)
            return try FileHandle(forUpdating: url)
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.environment = Self.environment(environment)
        process.currentDirectoryURL = URL(fileURLWithPath: folder ?? scratch.path)
        let standard = [
            try handle("in", input), try output.map { try FileHandle(forWritingTo: URL(fileURLWithPath: $0)) } ?? handle("out", []),
            try handle("err", []),
        ]
        // Foundation's Process fails where a process has more than a thousand files open, and it keeps these as long as it likes.
        defer { standard.forEach { try? $0.close() } }
        process.standardInput = standard[0]
        process.standardOutput = standard[1]
        process.standardError = standard[2]
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        if ended.wait(timeout: .now() + deadline) == .timedOut {
            kill(process.processIdentifier, SIGKILL)
            ended.wait()
            Issue.record("kaipan \(arguments.joined(separator: " ")) did not end within \(Int(deadline)) s")
        }
        let text = { (name: String) in
            String(decoding: (try? Data(contentsOf: scratch.appendingPathComponent(name))) ?? Data(), as: UTF8.self)
        }
        let status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
        return Outcome(status: status, out: text("out"), err: text("err"))
    }

    /// Runs a command that does not end by itself, until its output says something.
    ///
    /// - Parameters:
    ///   - step: is given the output so far, again and again; the command is ended once it returns true.
    /// - Returns: the output, and whether the step was content before the deadline.
    static func run(
        _ arguments: [String], environment: [String: String] = [:], in folder: String, until step: (String) throws -> Bool
    ) throws -> (output: String, isDone: Bool) {
        let file = folder + "/output-\(UUID().uuidString)"
        try Data().write(to: URL(fileURLWithPath: file))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.environment = Self.environment(environment)
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardInput = FileHandle.nullDevice
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
        defer { try? output.close() }
        (process.standardOutput, process.standardError) = (output, output)
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        defer {
            process.terminate()
            if ended.wait(timeout: .now() + 10) == .timedOut { kill(process.processIdentifier, SIGKILL) }
        }
        let end = Date(timeIntervalSinceNow: deadline)
        var text = ""
        while Date() < end, process.isRunning {
            text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? text
            if try step(text) { return (text, true) }
            usleep(100_000)
        }
        return (text, false)
    }
}

/// What the tests look at in a JSON report.
struct Report: Decodable {
    struct Document: Decodable {
        var path: String
        var kind: String
        var kindFrom: String
        var encoding: String?
        var findings: [Finding]
        var errors: [Problem]
    }

    struct Finding: Decodable {
        struct Position: Decodable {
            var line: Int
            var column: Int
            var byteOffset: Int
        }

        var rule: String
        var severity: String
        var text: String
        var start: Position
        var end: Position
        var part: String?
    }

    struct Problem: Decodable {
        var message: String
        var line: Int?
        var column: Int?
    }

    struct Summary: Decodable {
        var documents: Int
        var error: Int
        var warning: Int
        var notice: Int
        var unreadable: Int
        var skipped: [String: Int]
    }

    var asOf: String
    var city: String?
    var documents: [Document]
    var summary: Summary

    /// The words found, with the file's name.
    var found: [String] {
        documents.flatMap { document in
            document.findings.map { "\((document.path as NSString).lastPathComponent):\($0.rule):\($0.text)" }
        }
    }
}
