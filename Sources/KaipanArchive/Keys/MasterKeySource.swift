import Foundation
import KaipanText

/// Where the master key comes from.
public enum MasterKeySource: Sendable, Hashable {
    /// A file that nobody else may read.
    case file(String)
    /// The variable `KAIPAN_MASTER_KEY`.
    case environment(String)
    /// A program, for a key management service: what it writes to standard output is the key.
    case command(String)

    /// Fetches the key.
    public func load() throws -> MasterKey {
        switch self {
        case .file(let path):
            let text = try SecretFile.read(path, .master)
            do { return try MasterKey(text: text) } catch {
                throw ArchiveError.noKeyFile(
                    path: path, secret: .master, reason: LocalizedText(zh: "内容不是 32 字节的密钥", en: "what it holds is no key of 32 bytes"))
            }
        case .environment(let text): return try MasterKey(text: text)
        case .command(let command):
            let process = Process()
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = ["-c", command]
            let output = Pipe()
            process.standardOutput = output
            do { try process.run() } catch { throw ArchiveError.noMasterKey(reason: "\(command): \(error)") }
            let data = output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else {
                throw ArchiveError.noMasterKey(reason: "\(command): \(process.terminationStatus)")
            }
            return try MasterKey(text: String(decoding: data, as: UTF8.self))
        }
    }
}
