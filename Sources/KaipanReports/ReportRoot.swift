import Foundation

/// The folder that the paths in machine formats count from: the top of the Git checkout around the working directory, or
/// the working directory itself. Code hosts find a file only by its path from there.
public struct ReportRoot: Sendable, Hashable {
    /// What standard input is called where it has no other name; no file.
    public static let standardInput = "<stdin>"

    private let folder: [Substring]
    private let workingDirectory: [Substring]

    /// - Parameters:
    ///   - folder: an absolute path.
    ///   - workingDirectory: the absolute path that relative paths count from.
    public init(folder: String, workingDirectory: String) {
        self.folder = Self.components(folder)
        self.workingDirectory = Self.components(workingDirectory)
    }

    /// The root for this process.
    public static func current() -> ReportRoot {
        let working = FileManager.default.currentDirectoryPath
        var folder = URL(fileURLWithPath: working, isDirectory: true)
        while folder.path != "/" {
            // In a linked work tree `.git` is a file.
            if FileManager.default.fileExists(atPath: folder.appendingPathComponent(".git").path) {
                return ReportRoot(folder: folder.path, workingDirectory: working)
            }
            folder.deleteLastPathComponent()
        }
        return ReportRoot(folder: working, workingDirectory: working)
    }

    /// The folder as a URI that ends in a slash.
    public var uri: String { folder.isEmpty ? "file:///" : Self.fileURI(folder) + "/" }

    /// The path of a file from the root on; nil where it lies elsewhere, and for standard input.
    ///
    /// Decided by the names alone: symbolic links are not followed.
    public func relativePath(of path: String) -> String? {
        guard path != Self.standardInput else { return nil }
        let whole = absolute(path)
        // Two names that look alike can differ in bytes, and are then two folders.
        guard whole.count > folder.count, whole.starts(with: folder, by: { $0.utf8.elementsEqual($1.utf8) }) else { return nil }
        return whole.dropFirst(folder.count).joined(separator: "/")
    }

    /// The absolute URI of a file.
    public func fileURI(of path: String) -> String { Self.fileURI(absolute(path)) }

    /// A relative path as a URI reference (RFC 3986): all but unreserved characters and slashes are percent-encoded.
    public static func uriReference(_ path: String) -> String {
        var result = ""
        for byte in path.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E: result.unicodeScalars.append(Unicode.Scalar(byte))
            default: result += "%" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }

    private func absolute(_ path: String) -> [Substring] {
        path.utf8.first == UInt8(ascii: "/") ? Self.components(path) : Self.components(path, from: workingDirectory)
    }

    private static func fileURI(_ components: [Substring]) -> String {
        "file://" + components.map { "/" + uriReference(String($0)) }.joined()
    }

    /// The names of a path without `.` and `..`.
    private static func components(_ path: String, from start: [Substring] = []) -> [Substring] {
        var result = start
        // By bytes: a slash followed by a combining mark is one character, and still a slash of the path.
        for name in path.utf8.split(separator: UInt8(ascii: "/")) {
            switch Substring(name) {
            case ".": continue
            case "..": _ = result.popLast()
            case let name: result.append(name)
            }
        }
        return result
    }
}
