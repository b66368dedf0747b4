import Foundation
import KaipanLog
import KaipanTestSupport

/// A package on the disk, as its reader has it.
struct PackageFolder {
    let path: String

    /// Every file by its path.
    func files() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        let root = URL(filePath: path)
        for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
            let file = root.appending(path: name)
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: file.path(percentEncoded: false), isDirectory: &isFolder), !isFolder.boolValue {
                files[name] = Array(try Data(contentsOf: file))
            }
        }
        return files
    }

    func bytes(_ file: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path).appending(path: file))) }

    func json(_ file: String) throws -> CanonicalJSON { try CanonicalJSON(parsing: bytes(file)) }

    /// Runs a program in the folder.
    static func run(_ command: [String], in folder: String, environment: [String: String] = [:]) -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        do { try process.run() } catch { return (-1, "\(error)") }
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }

    func run(_ command: [String], environment: [String: String] = [:]) -> (status: Int32, output: String) {
        Self.run(command, in: path, environment: environment)
    }

    /// Runs the verifier that lies in the package.
    func verify(_ arguments: [String] = []) -> (status: Int32, output: String) {
        Python.run(["\(path)/data/verify.py"] + arguments + [path]) ?? (-1, "no Python")
    }

    /// The program that changes packages.
    static func packages(_ arguments: [String]) -> (status: Int32, output: String) {
        Python.run([Project.path("Tests/Interop/evidence/packages.py")] + arguments) ?? (-1, "no Python")
    }

    static let verifier = Project.path("Sources/KaipanScene/Evidence/verify.py")
}
