import Foundation
import KaipanRules

/// Places of the checkout that tests read.
public enum Project {
    /// The checkout's root.
    public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    public static func path(_ relative: String) -> String { root.appendingPathComponent(relative).path }

    /// The packs of the checkout with their examples: to compile them takes seconds, so all tests share them.
    public static let rules = Result { try RuleSet(RuleSet.Location(paths: [path("Rules")], cache: cache + "/kaipan"), needsExamples: true) }

    /// Where compiled rules are kept from test to test and from run to run: to compile the packs takes seconds.
    public static let cache = path(".build/test-cache")

    /// A folder that is removed when the body is done.
    public static func withTemporaryFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }
}
