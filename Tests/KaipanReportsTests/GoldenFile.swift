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
        try Golden.expect(text, at: folder + "/" + name, sourceLocation: sourceLocation)
    }
}
