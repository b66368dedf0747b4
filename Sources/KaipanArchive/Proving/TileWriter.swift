import Foundation
import Glibc

/// Writes the files of a tiled log.
final class TileWriter {
    private let folder: String
    private var files: [String] = []
    private var folders: Set<String> = []

    init(folder: String) { self.folder = folder }

    /// - Throws: `ArchiveError.store`.
    func write(_ bytes: [UInt8], to name: String) throws {
        let path = "\(folder)/\(name)"
        let parent = (path as NSString).deletingLastPathComponent
        do {
            if folders.insert(parent).inserted { try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true) }
            try Data(bytes).write(to: URL(filePath: path))
        } catch { throw ArchiveError.store(reason: "\(path): \(error.localizedDescription)") }
        files.append(path)
    }

    /// Waits until everything is on the disk, and puts the checkpoint over it in place.
    func finish(checkpoint bytes: [UInt8]) throws {
        try write(bytes, to: "checkpoint.new")
        // For the tens of thousands of files of a long log one call is faster, though it waits for other programs' files too.
        if files.count > 1000 { Glibc.sync() } else { for path in files + folders { try wait(for: path) } }
        guard rename("\(folder)/checkpoint.new", "\(folder)/checkpoint") == 0 else { throw failure(folder) }
        try wait(for: folder)
    }

    private func wait(for path: String) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure(path) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw failure(path) }
    }

    private func failure(_ path: String) -> ArchiveError { .store(reason: "\(path): \(String(cString: strerror(errno)))") }
}
