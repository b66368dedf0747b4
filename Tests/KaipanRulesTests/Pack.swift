import Foundation
import KaipanRules

/// Packs written in a test, in a folder that stays for as long as the body runs.
enum Pack {
    /// A rule that is in order; tests change one thing of it.
    static let rule = """
        - id: sample
          title: { zh: 样例, en: Sample }
          control: sales-material
          severity: error
          forbid: [样例词]
          message: { zh: 原因, en: reason }
          suggest: { zh: 删去, en: leave it out }
          tests:
            - bad: 这是[样例词]
            - ok: 这是别的词

        """

    /// Writes files, whose names may hold folders, and hands over their root.
    static func with<Result>(_ files: [String: String], _ body: (String) throws -> Result) throws -> Result {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-pack-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        for (name, text) in files {
            let file = root.appendingPathComponent(name)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return try body(root.path)
    }

    /// The error that loading gives, or nil.
    static func error(_ files: [String: String]) throws -> RuleError? {
        try with(files) { root in error(at: [root]) }
    }

    static func error(at paths: [String]) -> RuleError? {
        do throws(RuleError) {
            _ = try RuleSet(RuleSet.Location(paths: paths))
            return nil
        } catch {
            return error
        }
    }
}
