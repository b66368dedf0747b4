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
            throw ArchiveError.noKeyFile(path: path, secret: kind, reason: LocalizedText(
                zh: status.st_mode & S_IFMT == S_IFDIR ? "这是文件夹" : "这是终端或设备，应为文件或管道",
                en: status.st_mode & S_IFMT == S_IFDIR ? "it is a folder" : "it is a terminal or a device, where a file or a pipe is expected"))
        }
        guard status.st_mode & 0o077 == 0 else { throw ArchiveError.openToOthers(path: path) }
        guard let text = String(validating: try bytes(path, kind), as: UTF8.self) else {
            throw ArchiveError.noKeyFile(path: path, secret: kind, reason: LocalizedText(zh: "读不出文字", en: "it cannot be read as text"))
        }
        guard !text.utf8.isEmpty else {
            throw ArchiveError.noKeyFile(path: path, secret: kind, reason: LocalizedText(
                zh: status.st_mode & S_IFMT == S_IFIFO ? "管道里没有内容，或已被读过" : "文件是空的", en: status.st_mode & S_IFMT == S_IFIFO ? "the pipe gave nothing, or was read before" : "the file is empty"))
        }
        return text
    }

    /// More than any secret has.
    private static let longest = 1 << 16

    /// A pipe has no length to be known before.
    private static func bytes(_ path: String, _ kind: Kind) throws -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw ArchiveError.noKeyFile(path: path, secret: kind, reason: SystemProblem.message(errno)) }
        defer { close(file) }
        var bytes: [UInt8] = [], buffer = [UInt8](repeating: 0, count: 4096)
        while bytes.count <= longest {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw ArchiveError.noKeyFile(path: path, secret: kind, reason: SystemProblem.message(errno))
            }
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
        }
        throw ArchiveError.noKeyFile(path: path, secret: kind, reason: LocalizedText(zh: "太长，不是密钥", en: "it is too long for a key"))
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
