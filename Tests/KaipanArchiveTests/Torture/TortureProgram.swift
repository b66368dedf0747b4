import Foundation
import KaipanTestSupport

/// The programs of Tests/Torture, which kill, cut off and starve archives.
enum TortureProgram {
    /// The writer and checker beside the tests, else the one of a release or a debug build.
    private static let writer: String? = {
        let folders = [
            (CommandLine.arguments[0] as NSString).deletingLastPathComponent, Bundle.main.bundlePath,
            Bundle.main.executablePath.map { ($0 as NSString).deletingLastPathComponent } ?? "", Project.path(".build/release"),
            Project.path(".build/debug"),
        ]
        return folders.map { $0 + "/archive-torture" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// Runs one to its end.
    /// - Returns: its status and what it wrote to both outputs.
    static func run(_ name: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", Project.path("Tests/Torture/\(name).py")] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["ARCHIVE_TORTURE": writer ?? ""]) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }

    /// Whether this machine has what one takes; in continuous integration it must, and the program itself fails where it has not.
    static func isWanted(_ name: String, _ arguments: [String] = []) throws -> Bool {
        try ProcessInfo.processInfo.environment["CI"] == "true" || run(name, arguments + ["--probe"]).status == 0
    }
}
