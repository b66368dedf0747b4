import Foundation
import KaipanArchive
import KaipanText
import KaipanTimeStamps

/// The certificates of time-stamp authorities that a user trusts.
enum TrustedRoots {
    /// - Parameter path: of a file with certificates in PEM; nil trusts nobody.
    static func read(_ path: String?) throws -> TimeStampTrust? {
        guard let path else { return nil }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ArchiveError.invalid(what: LocalizedText(zh: "\(path)：读不了这个文件", en: "\(path): the file cannot be read"))
        }
        return try TimeStampTrust(roots: String(decoding: data, as: UTF8.self))
    }
}
