import Foundation
import KaipanTestSupport
import Testing

/// A file that holds what an output has to be, byte for byte.
///
/// `UPDATE_GOLDEN=1` accepts what comes out; otherwise a difference is left beside the file as `NAME.actual`.
enum GoldenFile {
    static let folder = Project.path("Tests/KaipanReportsTests/Golden")

    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))
    }

    static func expect(_ text: String, equals name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let url = URL(fileURLWithPath: folder + "/" + name)
        let actual = URL(fileURLWithPath: folder + "/" + name + ".actual")
        let data = Data(text.utf8)
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try data.write(to: url)
            try? FileManager.default.removeItem(at: actual)
            return
        }
        let expected = (try? Data(contentsOf: url)) ?? Data()
        guard data != expected else {
            try? FileManager.default.removeItem(at: actual)
            return
        }
        try data.write(to: actual)
        let got = text.split(separator: "\n", omittingEmptySubsequences: false)
        let wanted = String(decoding: expected, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let line = zip(got, wanted).prefix { $0 == $1 }.count
        Issue.record(
            "\(name) differs from line \(line + 1) on; what came out is in \(name).actual", sourceLocation: sourceLocation)
    }
}
