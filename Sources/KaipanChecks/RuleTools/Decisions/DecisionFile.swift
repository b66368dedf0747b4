import KaipanDocuments
import KaipanRules
import KaipanText

/// Decisions as people keep them: a table (CSV), or one JSON object a line (NDJSON).
///
/// `rule` and `verdict` (`right` or `wrong`, 对 or 错) are needed; a row without a verdict is not decided yet. `why`, `text`,
/// `fingerprint` and what stands around the words may be given: `context` holds the words in brackets, as the examples of
/// rules do, or `before` and `after` stand beside `text`, in an `excerpt` of their own or not. Further keys, as a
/// finding has in JSON, are passed over.
public struct DecisionFile: Sendable {
    public private(set) var decisions: [Decision] = []
    /// Rows without a verdict.
    public private(set) var undecided = 0
    /// What could not be understood, in the order of the file.
    public private(set) var problems: [Problem] = []

    /// Something that could not be understood, at its place.
    public struct Problem: Sendable {
        public var excerpt: RuleError.Excerpt
        public var message: LocalizedText
    }

    /// More mistakes than this are the same one.
    private static let mostProblems = 20

    /// The keys that are read.
    static let keys = ["rule", "verdict", "why", "reason", "text", "fingerprint", "context", "excerpt", "before", "after"]
    /// The keys of a finding that are passed over, which are no slips of the pen.
    static let others = [
        "title", "check", "severity", "control", "message", "suggestion", "basis", "start", "end", "part", "segments", "block",
        "notes", "hidden", "baselineState", "suppression", "path", "file", "line", "column", "kind", "id", "by", "date", "match",
    ]

    /// Reads a file's bytes; spreadsheets may store them in GB18030 or UTF-16.
    /// - Parameter path: the name for messages; `.csv` and `.tsv` are tables, `.ndjson`, `.jsonl` and `.json` are lines, any
    ///   other name leaves it to the first character.
    public init(_ bytes: [UInt8], path: String) {
        let text = String(decoding: Source(path: path, bytes: bytes).text, as: UTF8.self)
        let name = path.lowercased()
        let isLines =
            [".ndjson", ".jsonl", ".json"].contains { name.hasSuffix($0) }
            || ![".csv", ".tsv"].contains { name.hasSuffix($0) } && text.first { !$0.isWhitespace } == "{"
        let rows: [DecisionRow]
        do throws(DecisionRow.Mistake) {
            rows = isLines ? try JSONLines.rows(text) : try DelimitedTable.rows(text)
        } catch {
            problems = [Self.problem(error, path: path, text: text)]
            return
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for row in rows {
            do throws(DecisionRow.Mistake) {
                if let mistake = row.mistake { throw mistake }
                if let decision = try row.decision() { decisions.append(decision) } else { undecided += 1 }
            } catch {
                guard problems.count < Self.mostProblems else { return }
                problems.append(Self.problem(error, path: path, lines: lines))
            }
        }
    }

    private static func problem(_ mistake: DecisionRow.Mistake, path: String, text: String) -> Problem {
        problem(mistake, path: path, lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    }

    private static func problem(_ mistake: DecisionRow.Mistake, path: String, lines: [Substring]) -> Problem {
        let line = mistake.line >= 1 && mistake.line <= lines.count ? String(lines[mistake.line - 1]) : ""
        return Problem(
            excerpt: .init(file: path, line: mistake.line, column: mistake.column, text: line.hasSuffix("\r") ? String(line.dropLast()) : line),
            message: mistake.message)
    }
}
