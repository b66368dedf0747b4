import Foundation
import Glibc
import KaipanChecks
import KaipanText

/// A file with a secret, which only its owner may read.
public enum SecretFile {
    /// Whose secret a file should hold.
    public enum Kind: Sendable, Hashable {
        case master, member, witness
    }

    /// - Throws: `ArchiveError.openToOthers` where group or others may read it, `.noKeyFile` where there is none.
    public static func read(_ path: String, _ kind: Kind) throws -> String {
        var status = stat()
        guard stat(path, &status) == 0 else { throw ArchiveError.noKeyFile(path: path, secret: kind, reason: SystemProblem.message(errno)) }
        guard status.st_mode & S_IFMT == S_IFREG || status.st_mode & S_IFMT == S_IFIFO else {
            throw ArchiveError.noKeyFile(path: path, secret: kind, reason: LocalizedText(zh: "不是普通文件", en: "not a regular file"))
        }
        guard status.st_mode & 0o077 == 0 else { throw ArchiveError.openToOthers(path: path) }
        guard let data = FileManager.default.contents(atPath: path), let text = String(validating: data, as: UTF8.self) else {
            throw ArchiveError.noKeyFile(path: path, secret: kind, reason: LocalizedText(zh: "读不出文字", en: "it cannot be read as text"))
        }
        return text
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
