import Foundation
import KaipanDocuments
import KaipanText

/// A script that is said in every sale, clause by clause.
///
/// A clause begins with a block that carries its kind in brackets: 【必须】, 【可选】, 【禁止】, 【问答】, or [required] and so on; behind the
/// kind may stand the clause's name: 【必须 学区】. What follows belongs to it until the next one.
public struct Script: Sendable, Hashable {
    public var title: String
    public var clauses: [ScriptClause]
    /// The blocks of the document that each clause is made of.
    var blocks: [Range<Int>] = []

    public static func == (a: Script, b: Script) -> Bool { a.title == b.title && a.clauses == b.clauses }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(title)
        hasher.combine(clauses)
    }

    init(title: String, clauses: [ScriptClause]) {
        self.title = title
        self.clauses = clauses
    }

    private static let kinds: [(word: String, kind: ScriptClause.Kind)] = [
        ("必须", .required), ("必说", .required), ("required", .required), ("可选", .optional), ("optional", .optional),
        ("禁止", .forbidden), ("禁用", .forbidden), ("不得说", .forbidden), ("forbidden", .forbidden), ("问答", .answer),
        ("答疑", .answer), ("answer", .answer), ("question", .answer),
    ]

    /// Reads a script out of a document of any format.
    public init(_ document: Document) throws(ScriptError) {
        var clauses: [ScriptClause] = [], blocks: [Range<Int>] = [], lines: [Int] = []
        for (index, block) in document.blocks.enumerated() where !block.isHidden {
            let text = String(decoding: document.text[block.range], as: UTF8.self).trimmed
            if let (words, rest) = Self.mark(text) {
                let line = document.line(of: block)
                let parts = words.split(separator: " ", maxSplits: 1).map(String.init)
                guard let kind = Self.kinds.first(where: { $0.word == parts.first?.lowercased() })?.kind else {
                    // Brackets begin many a line; only those of headings must be known.
                    guard block.role == .heading else {
                        append(text, to: &clauses, at: index, &blocks)
                        continue
                    }
                    throw .unknownMark(words, line: line)
                }
                let id = parts.count > 1 ? parts[1] : rest
                guard !clauses.contains(where: { $0.id.utf8.elementsEqual(id.utf8) }) else { throw .sameClause(id: id, line: line) }
                clauses.append(ScriptClause(id: id, kind: kind, title: rest, text: ""))
                blocks.append(index..<index + 1)
                lines.append(line)
            } else {
                append(text, to: &clauses, at: index, &blocks)
            }
        }
        guard !clauses.isEmpty else { throw .noClause }
        for (clause, line) in zip(clauses, lines) where clause.text.isEmpty { throw .emptyClause(title: clause.title, line: line) }
        title = document.title ?? clauses[0].title
        self.clauses = clauses
        self.blocks = blocks

        func append(_ text: String, to clauses: inout [ScriptClause], at index: Int, _ blocks: inout [Range<Int>]) {
            guard let last = clauses.indices.last, !text.isEmpty else { return }
            clauses[last].text += (clauses[last].text.isEmpty ? "" : "\n") + text
            blocks[last] = blocks[last].lowerBound..<index + 1
        }
    }

    /// What stands in brackets at the beginning, and what behind them; nil where there are none.
    private static func mark(_ text: String) -> (words: String, rest: String)? {
        for (open, close) in [("【", "】"), ("[", "]"), ("［", "］"), ("〔", "〕")] where text.hasPrefix(open) {
            guard let end = text.range(of: close) else { continue }
            let words = String(text[text.index(after: text.startIndex)..<end.lowerBound]).trimmed
            return (words, String(text[end.upperBound...]).trimmed)
        }
        return nil
    }
}

extension String {
    /// Without white space at both ends.
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
