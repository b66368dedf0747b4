import Foundation

/// Runs Python, which holds readers of our outputs that other people wrote.
public enum Python {
    /// The environment that `Scripts/setup.sh` makes where tests must not skip; elsewhere the contributor's own.
    static let executable: String? = {
        let path = Project.path(".build/python/bin/python3")
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()

    /// Runs a program to its end.
    /// - Returns: its status and what it wrote to both outputs; nil where there is no Python.
    public static func run(_ arguments: [String]) -> (status: Int32, output: String)? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable ?? "/usr/bin/env")
        process.arguments = (executable == nil ? ["python3"] : []) + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        guard (try? process.run()) != nil else { return nil }
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }

    /// Whether a test that needs modules has to run: where they are installed, and always in continuous integration, where
    /// their absence is a failure.
    public static func isWanted(_ modules: String...) -> Bool {
        ProcessInfo.processInfo.environment["CI"] == "true" || run(["-c", "import \(modules.joined(separator: ", "))"])?.status == 0
    }
}
