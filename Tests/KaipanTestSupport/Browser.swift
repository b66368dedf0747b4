import Foundation
import Testing

/// Opens pages in a real Chromium without a window.
public enum Browser {
    private static let executable: String? = {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") + ["/usr/bin"]
        return folders.flatMap { folder in ["chromium", "chromium-browser", "google-chrome"].map { "\(folder)/\($0)" } }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// Continuous integration installs the browser, so there its absence is a failure.
    public static let isWanted = ProcessInfo.processInfo.environment["CI"] == "true" || executable != nil

    public struct Outcome {
        /// The page as it stands once its script has run.
        public var html: String
        /// What the browser complained about: errors of the script, violations of the page's policy.
        public var complaints: [Substring]
    }

    /// - Parameter fragment: what stands behind the `#` of the address.
    public static func open(_ html: String, fragment: String = "") throws -> Outcome {
        let executable = try #require(executable, "chromium is not installed")
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-browser-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let page = folder.appendingPathComponent("page.html")
        try Data(html.utf8).write(to: page)
        let handle = { (name: String) throws -> FileHandle in
            let url = folder.appendingPathComponent(name)
            try Data().write(to: url)
            return try FileHandle(forWritingTo: url)
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--enable-logging=stderr",
            "--user-data-dir=\(folder.path)/profile", "--virtual-time-budget=3000", "--dump-dom",
            "file://\(page.path)" + (fragment.isEmpty ? "" : "#\(fragment)"),
        ]
        process.standardOutput = try handle("out")
        process.standardError = try handle("err")
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        if ended.wait(timeout: .now() + 90) == .timedOut {
            kill(process.processIdentifier, SIGKILL)
            ended.wait()
            Issue.record("chromium did not end within 90 s")
        }
        let text = { (name: String) in
            String(decoding: (try? Data(contentsOf: folder.appendingPathComponent(name))) ?? Data(), as: UTF8.self)
        }
        return Outcome(html: text("out"), complaints: text("err").split(separator: "\n").filter { $0.contains("CONSOLE") })
    }
}
