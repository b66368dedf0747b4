import Foundation
import Testing

/// Compares results with files that a person has approved.
public enum Golden {
    /// Compares a text with a golden file, byte for byte.
    ///
    /// A mismatch writes what was found beside it, as `.actual`, and fails; only `UPDATE_GOLDEN=1` changes the file.
    public static func expect(_ text: String, at path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let url = URL(fileURLWithPath: path)
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
            return
        }
        let expected = (try? Data(contentsOf: url)) ?? Data()
        let actual = url.appendingPathExtension("actual")
        guard expected != Data(text.utf8) else {
            try? FileManager.default.removeItem(at: actual)
            return
        }
        try? Data(text.utf8).write(to: actual)
        Issue.record(
            "\(url.lastPathComponent) differs; compare it with \(actual.lastPathComponent):\n\(difference(String(decoding: expected, as: UTF8.self), text))",
            sourceLocation: sourceLocation)
    }

    private static func difference(_ old: String, _ new: String) -> String {
        let lines = new.split(separator: "\n").difference(from: old.split(separator: "\n"))
        return lines.prefix(20).map { change in
            switch change {
            case .insert(_, let line, _): "+ \(line)"
            case .remove(_, let line, _): "- \(line)"
            }
        }.joined(separator: "\n")
    }
}
