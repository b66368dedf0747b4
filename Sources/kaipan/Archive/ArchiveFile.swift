import ArgumentParser
import Foundation
import KaipanChecks
import KaipanText

/// Files that commands write.
enum ArchiveFile {
    /// Writes a file, or says why not and ends with status 2.
    static func write(_ bytes: [UInt8], to path: String, _ language: Language) throws {
        do { try Data(bytes).write(to: URL(fileURLWithPath: path)) } catch {
            Console.error(Console.cannotWrite(path, error, language))
            throw ExitCode(2)
        }
    }
}
