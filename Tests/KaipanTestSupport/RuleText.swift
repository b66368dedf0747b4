import Foundation
import KaipanRules

/// Rule sets written in a test.
public enum RuleText {
    /// Loads rules from YAML text, with the files of a pack by name.
    public static func load(_ files: [String: String]) throws -> RuleSet {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-rules-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8) }
        return try RuleSet(RuleSet.Location(paths: [folder.path]), needsExamples: true)
    }

    /// One rule that forbids patterns, with whatever else its YAML says.
    public static func forbidding(_ patterns: [String], more: String = "") throws -> RuleSet {
        let list = patterns.map { "    - \"\($0)\"" }.joined(separator: "\n")
        return try load([
            "rules.yml": """
            - id: forbidden
              title: 测试
              control: sales-material
              severity: error
              message: 不得出现“{text}”
              suggest: 删去
              forbid:
            \(list)
            \(more)
            """
        ])
    }
}
