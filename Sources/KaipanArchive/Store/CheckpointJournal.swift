import Foundation
import Glibc
import KaipanLog

/// A file outside of the database to which every checkpoint's size and root are added: the high-water mark.
///
/// A database restored from an old backup is behind it. Put it on another disk, and make it append-only (`chattr +a`), for more proof.
struct CheckpointJournal: Sendable {
    let path: String

    /// One line of the file.
    struct Line: Sendable, Hashable {
        var origin: String
        var size: Int64
        var root: LogHash
    }

    /// Adds a line.
    /// - Parameter durable: whether to wait until it is on the disk.
    func append(_ line: Line, durable: Bool) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        guard file >= 0 else { throw failure() }
        defer { close(file) }
        let bytes = Array("\(line.origin) \(line.size) \(line.root.base64)\n".utf8)
        // One write, so that lines of two processes don't mix.
        guard write(file, bytes, bytes.count) == bytes.count, !durable || fsync(file) == 0 else { throw failure() }
    }

    /// The highest of the last lines of one log, by epoch and size; nil where there is none.
    ///
    /// Processes that write at once may swap their lines, so that the last one need not be the highest.
    ///
    /// - Parameter epoch: of an origin; nil for that of another log.
    func highest(_ epoch: (String) -> Int64?) throws -> (epoch: Int64, line: Line)? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw failure()
        }
        defer { close(file) }
        // A line has fewer than 600 bytes; a torn one may stand at the end.
        let length = lseek(file, 0, SEEK_END)
        let start = max(0, length - 4096)
        var bytes = [UInt8](repeating: 0, count: Int(length - start))
        let count = pread(file, &bytes, bytes.count, start)
        guard count == bytes.count else { throw failure() }
        guard let end = bytes.lastIndex(of: 0x0A) else { return nil }
        return bytes[..<end].split(separator: 0x0A).compactMap { text in
            guard let line = Self.line(String(decoding: text, as: UTF8.self)), let epoch = epoch(line.origin) else { return nil }
            return (epoch, line)
        }.max { ($0.epoch, $0.line.size) < ($1.epoch, $1.line.size) }
    }

    /// Every line, nil for one that is none of a checkpoint; a torn one at the end is left out.
    func lines() throws -> [Line?] {
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        return data.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().map { Self.line(String(decoding: $0, as: UTF8.self)) }
    }

    private static func line(_ text: String) -> Line? {
        let fields = text.split(separator: " ", omittingEmptySubsequences: false)
        guard fields.count == 3, let size = Int64(fields[1]), let root = LogHash(base64: String(fields[2])) else { return nil }
        return Line(origin: String(fields[0]), size: size, root: root)
    }

    private func failure() -> ArchiveError { .store(reason: "\(path): \(String(cString: strerror(errno)))") }
}
