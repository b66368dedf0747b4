import Foundation
import Glibc

/// A file with a secret, which only its owner may read.
public enum SecretFile {
    /// - Throws: `ArchiveError.openToOthers` where group or others may read it.
    public static func read(_ path: String) throws -> String {
        var status = stat()
        guard stat(path, &status) == 0 else { throw ArchiveError.noMasterKey(reason: "\(path): \(String(cString: strerror(errno)))") }
        guard status.st_mode & 0o077 == 0 else { throw ArchiveError.openToOthers(path: path) }
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    /// Creates a file; one that exists is not overwritten.
    public static func write(_ text: String, to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard file >= 0 else { throw ArchiveError.store(reason: "\(path): \(String(cString: strerror(errno)))") }
        defer { close(file) }
        let bytes = Array(text.utf8)
        guard Glibc.write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
            throw ArchiveError.store(reason: "\(path): \(String(cString: strerror(errno)))")
        }
    }
}
