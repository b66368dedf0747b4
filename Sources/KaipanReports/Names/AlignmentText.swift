import KaipanNames
import KaipanText

/// An alignment strip as lines of text.
struct AlignmentText {
    let alignment: NameAlignment
    let language: Language

    /// Both names under each other, a sign for each column, and a dash under what is not compared.
    var rows: [String] {
        let columns = alignment.columns
        func row(_ cells: [String]) -> String { cells.map(Self.padded).joined(separator: " ") }
        var lines = [
            row(columns.map { $0.name ?? "　" }), row(columns.map { $0.registered ?? "　" }),
            row(columns.map { AlignmentWords.sign($0.mark) }),
        ]
        let parts = columns.map(\.stripped)
        if parts.contains(where: { $0 != nil }) {
            let note = language == .chinese ? "　— 不参与比较：" : "  — not compared: "
            lines.append(row(parts.map { $0 == nil ? "　" : "—" }) + note + titles(of: parts))
        }
        return lines
    }

    private func titles(of parts: [NamePart?]) -> String {
        var seen: [NamePart] = []
        for case let part? in parts where !seen.contains(part) { seen.append(part) }
        return seen.compactMap { AlignmentWords.title($0)?[language] }.joined(separator: language == .chinese ? "、" : ", ")
    }

    /// A cell of two columns: letters take one, ideographs two.
    private static func padded(_ cell: String) -> String {
        cell + String(repeating: " ", count: max(0, 2 - DisplayWidth.columns(of: cell)))
    }
}

extension AlignmentColumn {
    /// The part that was stripped here from either name; nil where both characters are of a core.
    var stripped: NamePart? {
        [namePart, registeredPart].compactMap { $0 }.first { $0 != .core }
    }
}
