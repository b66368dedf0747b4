import Foundation
import KaipanText

/// The findings that a project had on the day when it began to check, so that only new ones stop it.
///
/// An entry is keyed by its finding's fingerprint, which is made of the rule, the folded words and what stands around them: it
/// outlives inserted lines, moved files and reformatted markup. Equal findings of one file are counted.
public struct Baseline: Sendable, Equatable {
    /// Equal findings of one file.
    public struct Entry: Sendable, Hashable, Codable {
        /// The file, relative to the baseline's folder, with `/` between folders.
        public var path: String
        public var rule: String
        public var fingerprint: String
        /// The words, for people who read the file.
        public var text: String
        public var count: Int

        public init(path: String, rule: String, fingerprint: String, text: String, count: Int) {
            self.path = path
            self.rule = rule
            self.fingerprint = fingerprint
            self.text = text
            self.count = count
        }

        func counting(_ count: Int) -> Entry {
            var entry = self
            entry.count = count
            return entry
        }
    }

    /// The name that a baseline has where nobody gave it another.
    public static let usualName = "kaipan-baseline.json"
    /// The version of the file's layout.
    public static let version = 1

    /// In the order of path, rule and fingerprint, so that two branches that change it seldom touch one line.
    public private(set) var entries: [Entry]

    public init(_ entries: [Entry]) {
        // Two branches that were merged may both bring an entry.
        var merged: [BaselineKey: Entry] = [:]
        for entry in entries {
            merged[BaselineKey(entry.path, entry.fingerprint), default: entry.counting(0)].count += entry.count
        }
        self.entries = merged.values.sorted { a, b in
            for (left, right) in [(a.path, b.path), (a.rule, b.rule), (a.fingerprint, b.fingerprint)]
            where !left.utf8.elementsEqual(right.utf8) {
                return left.utf8.lexicographicallyPrecedes(right.utf8)
            }
            return false
        }
    }

    /// Reads a baseline.
    /// - Throws: `BaselineError` where the file is missing or is none.
    public init(contentsOf path: String) throws(BaselineError) {
        guard let data = FileManager.default.contents(atPath: path) else { throw .unreadable(path: path) }
        let file: File
        do {
            file = try JSONDecoder().decode(File.self, from: data)
        } catch {
            throw .malformed(path: path, reason: Self.explain(error))
        }
        guard file.version == Self.version else { throw .version(path: path, found: file.version) }
        if let entry = file.entries.first(where: { $0.count < 1 || $0.fingerprint.isEmpty }) {
            throw .malformed(
                path: path,
                reason: LocalizedText(zh: "条目“\(entry.path)”没有指纹或计数", en: "the entry “\(entry.path)” has no fingerprint or no count"))
        }
        self.init(file.entries)
    }

    /// The file's text: an entry a line, the same for the same entries.
    public var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let lines = entries.map { entry in
            guard let data = try? encoder.encode(entry) else { preconditionFailure("an entry of strings cannot be encoded") }
            return "    " + String(decoding: data, as: UTF8.self)
        }
        return "{\n  \"version\": \(Self.version),\n  \"entries\": [\n\(lines.joined(separator: ",\n"))\n  ]\n}\n"
    }

    /// The baseline without entries that are gone.
    /// - Parameter gone: entries with how many of each are gone.
    public func removing(_ gone: [Entry]) -> Baseline {
        var counts: [BaselineKey: Int] = [:]
        for entry in gone { counts[BaselineKey(entry.path, entry.fingerprint), default: 0] += entry.count }
        return Baseline(
            entries.compactMap { entry in
                let rest = entry.count - (counts[BaselineKey(entry.path, entry.fingerprint)] ?? 0)
                return rest > 0 ? entry.counting(rest) : nil
            })
    }

    /// Whether a baseline may hold a finding: what is wrong with a suppression is for somebody to decide, not to get used to.
    static func mayHold(_ finding: Finding) -> Bool { finding.check != SuppressionFinding.check }

    /// The number of findings that it holds.
    public var count: Int { entries.reduce(0) { $0 + $1.count } }

    private struct File: Codable {
        var version: Int
        var entries: [Entry]
    }

    private static func explain(_ error: any Error) -> LocalizedText {
        switch error as? DecodingError {
        case .keyNotFound(let key, _):
            LocalizedText(zh: "缺少“\(key.stringValue)”", en: "“\(key.stringValue)” is missing")
        case .typeMismatch(_, let context) where context.codingPath.isEmpty:
            LocalizedText(zh: "应为 { \"version\": 1, \"entries\": [ … ] }", en: "it must be { \"version\": 1, \"entries\": [ … ] }")
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            LocalizedText(
                zh: "“\(context.codingPath.map(\.stringValue).joined(separator: "."))”类型不对",
                en: "“\(context.codingPath.map(\.stringValue).joined(separator: "."))” has the wrong type")
        default: LocalizedText(zh: "不是 JSON", en: "it is no JSON")
        }
    }
}
