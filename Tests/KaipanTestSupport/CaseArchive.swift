import Foundation

/// The archive of `Fixtures/case`, built once for all tests of a run by the program itself.
public struct CaseArchive: Sendable {
    public struct Failure: Error, CustomStringConvertible {
        public var description: String
    }

    /// Where the archive and the members' keys are.
    public var folder: URL
    /// Which record each name of `case.json` became.
    public var ids: [String: String]

    public static let shared = Result { try CaseArchive() }

    public var archive: String { folder.appendingPathComponent("archive").path }
    public var masterKey: String { folder.appendingPathComponent("master.key").path }
    public func key(of member: String) -> String { folder.appendingPathComponent("\(member).key").path }

    /// What the case calls a record: the first name, where a chat of several files has several.
    public func name(of id: String) -> String? { ids.filter { $0.value == id }.keys.min() }

    private static let place = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-case-\(getpid())")

    private init() throws {
        folder = Self.place
        atexit { try? FileManager.default.removeItem(at: CaseArchive.place) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", Project.path("Fixtures/case/build.py"), folder.path]
        process.environment = ProcessInfo.processInfo.environment.merging(["KAIPAN": Self.program, "PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(description: String(decoding: output, as: UTF8.self)) }
        ids = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: folder.appendingPathComponent("ids.json")))
    }

    /// The program beside the tests, else the one of a release or a debug build.
    private static let program: String = {
        let folders = [
            (CommandLine.arguments[0] as NSString).deletingLastPathComponent, Bundle.main.bundlePath,
            (Bundle.main.executablePath.map { ($0 as NSString).deletingLastPathComponent }) ?? "", Project.path(".build/release"),
            Project.path(".build/debug"),
        ]
        return folders.map { $0 + "/kaipan" }.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "kaipan"
    }()
}
