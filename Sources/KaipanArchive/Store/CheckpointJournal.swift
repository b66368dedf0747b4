import Foundation
import Glibc
import KaipanLog
import Synchronization

/// A file outside of the database to which every checkpoint's size and root are added: the high-water mark.
///
/// A database restored from an old backup is behind it. Put it on another disk, and make it append-only (`chattr +a`), for more proof.
package final class CheckpointJournal: Sendable {
    package let path: String
    /// What was read of the file last, so that it need not be read again until somebody else has written to it.
    private let known = Mutex<Known?>(nil)

    init(path: String) { self.path = path }

    /// A file's state, and the highest line of each origin in its tail.
    private struct Known {
        var device: dev_t, inode: ino_t, length: off_t, seconds: Int, nanoseconds: Int
        var highest: [Line]

        init(_ status: stat, _ highest: [Line]) {
            (device, inode, length) = (status.st_dev, status.st_ino, status.st_size)
            (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
            self.highest = highest
        }

        func isState(_ status: stat) -> Bool {
            device == status.st_dev && inode == status.st_ino && length == status.st_size && seconds == status.st_mtim.tv_sec
                && nanoseconds == status.st_mtim.tv_nsec
        }
    }

    /// One line of the file.
    package struct Line: Sendable, Hashable {
        var origin: String
        package var size: Int64
        package var root: LogHash

        package init(origin: String, size: Int64, root: LogHash) {
            self.origin = origin
            self.size = size
            self.root = root
        }
    }

    /// Adds a line.
    /// - Parameter durable: whether to wait until it is on the disk.
    package func append(_ line: Line, durable: Bool) throws {
        let file = open(path, O_RDWR | O_CREAT | O_APPEND, 0o644)
        guard file >= 0 else { throw failure() }
        defer { close(file) }
        // A full disk or a power cut may have left half a line, which must not spoil this one; the lock keeps others' halves away.
        guard flock(file, LOCK_EX) == 0 else { throw failure() }
        var before = stat()
        var last: UInt8 = 0x0A
        guard fstat(file, &before) == 0, before.st_size == 0 || pread(file, &last, 1, before.st_size - 1) == 1 else { throw failure() }
        let bytes = Array((last == 0x0A ? "" : "\n").utf8) + Self.bytes(line)
        let count = write(file, bytes, bytes.count)
        guard count == bytes.count else {
            if count >= 0 { errno = ENOSPC }
            throw failure()
        }
        guard !durable || fsync(file) == 0 else { throw failure() }
        var after = stat()
        let isKnown = fstat(file, &after) == 0 && after.st_size == before.st_size + off_t(bytes.count)
        known.withLock {
            // Under the lock nobody else wrote in between.
            guard isKnown, let earlier = $0, earlier.isState(before) else { return $0 = nil }
            $0 = Known(after, Self.highest(earlier.highest + [line]))
        }
    }

    private static func bytes(_ line: Line) -> [UInt8] { Array("\(line.origin) \(line.size) \(line.root.base64)\n".utf8) }

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
        var status = stat()
        guard fstat(file, &status) == 0 else { throw failure() }
        let lines: [Line]
        if let known = known.withLock({ $0 }), known.isState(status) {
            lines = known.highest
        } else {
            guard let tail = Self.tail(file, length: status.st_size) else { throw failure() }
            lines = Self.highest(tail)
            known.withLock { $0 = Known(status, lines) }
        }
        return lines.compactMap { line in epoch(line.origin).map { ($0, line) } }.max { ($0.epoch, $0.line.size) < ($1.epoch, $1.line.size) }
    }

    /// The last whole lines of a file; nil where it can't be read.
    private static func tail(_ file: Int32, length: off_t) -> [Line]? {
        // A line has fewer than 600 bytes; a torn one may stand at the end.
        let start = max(0, length - 4096)
        var bytes = [UInt8](repeating: 0, count: Int(length - start))
        guard pread(file, &bytes, bytes.count, start) == bytes.count else { return nil }
        guard let end = bytes.lastIndex(of: 0x0A) else { return [] }
        return bytes[..<end].split(separator: 0x0A).compactMap { Self.line(String(decoding: $0, as: UTF8.self)) }
    }

    /// The highest line of each origin.
    private static func highest(_ lines: [Line]) -> [Line] {
        var highest: [Line] = []
        for line in lines {
            guard let place = highest.firstIndex(where: { $0.origin.utf8.elementsEqual(line.origin.utf8) }) else {
                highest.append(line)
                continue
            }
            if highest[place].size < line.size { highest[place] = line }
        }
        return highest
    }

    /// What a line of the file is.
    enum Entry: Sendable, Hashable {
        case line(Line)
        /// The beginning of a line and, where the file system gave room that it did not fill, zeros.
        case torn([UInt8])
        /// Nothing that `append` leaves, whatever happens to it.
        case other
    }

    /// Every line, and what stands behind the last newline.
    ///
    /// - Returns: nil where there is no such file.
    func entries() throws -> [Entry]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw failure()
        }
        defer { close(file) }
        // Nobody is in the middle of a line then.
        guard flock(file, LOCK_SH) == 0 else { throw failure() }
        guard let data = try? FileHandle(fileDescriptor: file, closeOnDealloc: false).readToEnd() ?? Data() else { throw failure() }
        var lines = data.split(separator: 0x0A, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        let isWhole = data.last == 0x0A
        return lines.enumerated().map { number, bytes in
            if isWhole || number < lines.count - 1, let line = Self.line(String(decoding: bytes, as: UTF8.self)) { return .line(line) }
            guard let last = bytes.last else { return .other }
            let rest = bytes.lastIndex { $0 != 0 }.map { bytes[...$0] } ?? Data()
            return last == 0 || !rest.isEmpty ? .torn(Array(rest)) : .other
        }
    }

    /// The epoch that an origin names; nil for one of another log.
    static func epoch(of origin: String, name: String) -> Int64? {
        let start = Array("\(name)/".utf8), bytes = Array(origin.utf8)
        guard bytes.starts(with: start), let epoch = Int64(String(decoding: bytes[start.count...], as: UTF8.self)), epoch > 0,
            "\(name)/\(epoch)".utf8.elementsEqual(bytes)
        else { return nil }
        return epoch
    }

    /// Whether bytes can be what is left of a line.
    ///
    /// - Parameters:
    ///   - name: of the log, without its epoch.
    ///   - epochs: how many epochs it has.
    ///   - root: of the log at a size.
    static func isBeginning(_ bytes: [UInt8], name: String, epochs: Int64, root: (Int64) -> LogHash?) -> Bool {
        let isDigit: (UInt8) -> Bool = { (0x30...0x39).contains($0) }
        let fields = bytes.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
        guard let first = fields.first else { return true }
        guard fields.count > 1 else {
            let start = Array("\(name)/".utf8)
            return start.starts(with: first) || first.starts(with: start) && first.dropFirst(start.count).allSatisfy(isDigit)
        }
        let origin = String(decoding: first, as: UTF8.self)
        guard let epoch = epoch(of: origin, name: name), epoch <= epochs, fields[1].allSatisfy(isDigit) else { return false }
        guard fields.count > 2 else { return true }
        guard let size = Int64(String(decoding: fields[1], as: UTF8.self)), let root = root(size) else { return false }
        return Self.bytes(Line(origin: origin, size: size, root: root)).starts(with: bytes)
    }

    private static func line(_ text: String) -> Line? {
        let fields = text.split(separator: " ", omittingEmptySubsequences: false)
        guard fields.count == 3, let size = Int64(fields[1]), let root = LogHash(base64: String(fields[2])) else { return nil }
        return Line(origin: String(fields[0]), size: size, root: root)
    }

    private func failure() -> ArchiveError { .store(reason: "\(path): \(String(cString: strerror(errno)))") }
}
