import Foundation
import KaipanReports
import KaipanText

/// The files that git says were changed or added.
struct GitChanges {
    /// Why git could not say.
    struct Failure: Error {
        var message: LocalizedText
    }

    private let paths: Set<String>

    /// Asks git.
    /// - Parameters:
    ///   - revision: a commit, branch or tag; changes of the work tree count.
    ///   - folder: a folder of the work tree.
    init(since revision: String, in folder: String) throws(Failure) {
        // What begins with a dash would be an option to git.
        guard !revision.hasPrefix("-"), !revision.isEmpty else {
            throw Failure(message: LocalizedText(zh: "“\(revision)”不是版本", en: "“\(revision)” is no revision"))
        }
        let root = try Self.run(["rev-parse", "--show-toplevel"], in: folder).split(separator: "\n").first.map(String.init) ?? folder
        let changed = try Self.run(["diff", "--name-only", "-z", "--diff-filter=d", revision, "--"], in: root)
        let added = try Self.run(["ls-files", "--others", "--exclude-standard", "-z"], in: root)
        paths = Set((changed + added).split(separator: "\0").map { Self.standardized(root + "/" + $0) })
    }

    /// Whether a file was changed.
    func contains(_ path: String) -> Bool { paths.contains(Self.standardized(path)) }

    private static func standardized(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
    }

    private static func run(_ arguments: [String], in folder: String) throws(Failure) -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-C", folder, "-c", "core.quotepath=off"] + arguments
        let output = Pipe()
        // A file and not a second pipe: git would wait for ever once that is full.
        let complaints = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-git-\(UUID().uuidString)").path
        defer { unlink(complaints) }
        let errors = FileManager.default.createFile(atPath: complaints, contents: nil) ? FileHandle(forWritingAtPath: complaints) : nil
        process.standardOutput = output
        process.standardError = errors ?? FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            throw Failure(message: LocalizedText(zh: "无法运行 git：\(error.localizedDescription)", en: "git cannot be run: \(error.localizedDescription)"))
        }
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let complaint = FileManager.default.contents(atPath: complaints) ?? Data()
        guard process.terminationStatus == 0 else {
            let reason = String(decoding: complaint, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            throw Failure(
                message: LocalizedText(
                    zh: "git 无法列出改动：\(VisibleText.escaped(reason))", en: "git cannot list the changes: \(VisibleText.escaped(reason))"))
        }
        return String(decoding: said, as: UTF8.self)
    }
}
