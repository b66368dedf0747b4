import KaipanRules
import KaipanText

/// Reads a table as spreadsheets store it (RFC 4180); commas, semicolons or tabs set cells apart.
enum DelimitedTable {
    /// The rows below the first, which names the columns.
    static func rows(_ text: String) throws(DecisionRow.Mistake) -> [DecisionRow] {
        var reader = Reader(text)
        guard let names = try reader.record() else {
            throw DecisionRow.Mistake(
                line: 1, column: 1, message: LocalizedText(zh: "没有内容；第一行应是列名，至少有 rule 和 verdict", en: "is empty; the first row names the columns, rule and verdict at least"))
        }
        let keys = names.map { $0.text.trimmingSpaces.lowercased() }
        for key in ["rule", "verdict"] where !keys.contains(key) {
            let near = names.first { Nearest.word(to: $0.text.lowercased(), among: [key]) != nil }
            throw DecisionRow.Mistake(
                line: near?.line ?? 1, column: near?.column ?? 1,
                message: LocalizedText(
                    zh: "没有“\(key)”列\(near.map { "，“\($0.text)”是否应为“\(key)”？" } ?? "；第一行应是列名")",
                    en: "there is no column “\(key)”\(near.map { "; should “\($0.text)” be “\(key)”?" } ?? "; the first row names the columns")"))
        }
        var rows: [DecisionRow] = []
        while let cells = try reader.record() {
            // Spreadsheets store empty rows, too.
            if cells.allSatisfy({ $0.text.isEmpty }) { continue }
            var row = DecisionRow(line: cells[0].line)
            if cells.count > keys.count {
                row.mistake = DecisionRow.Mistake(
                    line: cells[keys.count].line, column: cells[keys.count].column,
                    message: LocalizedText(
                        zh: "有 \(cells.count) 格，而列名只有 \(keys.count) 个；含逗号的文字请加引号",
                        en: "has \(cells.count) cells for \(keys.count) columns; quote a text that holds commas"))
            }
            for (key, cell) in zip(keys, cells) where !key.isEmpty && !cell.text.isEmpty {
                row.cells[key] = DecisionRow.Cell(text: Self.plain(cell.text), line: cell.line, column: cell.column)
            }
            rows.append(row)
        }
        return rows
    }

    /// Without the apostrophe that keeps a spreadsheet from calculating.
    private static func plain(_ text: String) -> String {
        guard text.first == "'", let next = text.dropFirst().first, "=+-@＝＋－＠\t ".contains(next) else { return text }
        return String(text.dropFirst())
    }

    private struct Reader {
        private let scalars: [Unicode.Scalar]
        private let separator: Unicode.Scalar
        private var index = 0
        private var line = 1
        private var column = 1

        init(_ text: String) {
            scalars = Array(text.unicodeScalars)
            let head = text.unicodeScalars.prefix { $0 != "\n" }
            separator = head.contains("\t") ? "\t" : head.contains(",") ? "," : head.contains(";") ? ";" : ","
        }

        /// The cells up to the end of a record, which quotes may carry over several lines; nil at the end.
        mutating func record() throws(DecisionRow.Mistake) -> [DecisionRow.Cell]? {
            guard index < scalars.count else { return nil }
            var cells: [DecisionRow.Cell] = []
            while true {
                cells.append(try cell())
                guard index < scalars.count else { return cells }
                let end = scalars[index]
                advance()
                if end == separator { continue }
                if end == "\r", index < scalars.count, scalars[index] == "\n" { advance() }
                return cells
            }
        }

        private mutating func cell() throws(DecisionRow.Mistake) -> DecisionRow.Cell {
            var cell = DecisionRow.Cell(text: "", line: line, column: column)
            var text = String.UnicodeScalarView()
            if index < scalars.count, scalars[index] == "\"" {
                advance()
                while true {
                    guard index < scalars.count else {
                        throw DecisionRow.Mistake(
                            line: cell.line, column: cell.column,
                            message: LocalizedText(zh: "引号没有结束；文字中的引号请写两个", en: "the quotation does not end; write a quotation mark in it twice"))
                    }
                    let scalar = scalars[index]
                    advance()
                    guard scalar == "\"" else {
                        text.append(scalar)
                        continue
                    }
                    guard index < scalars.count, scalars[index] == "\"" else { break }
                    advance()
                    text.append("\"")
                }
                if index < scalars.count, ![separator, "\r", "\n"].contains(scalars[index]) {
                    throw DecisionRow.Mistake(
                        line: line, column: column,
                        message: LocalizedText(zh: "引号后应是分隔符或行尾；文字中的引号请写两个", en: "expected a separator or the line's end behind the quotation; write a quotation mark in it twice"))
                }
            } else {
                while index < scalars.count, ![separator, "\r", "\n"].contains(scalars[index]) {
                    text.append(scalars[index])
                    advance()
                }
            }
            cell.text = String(text)
            return cell
        }

        private mutating func advance() {
            if scalars[index] == "\n" {
                line += 1
                column = 1
            } else {
                column += 1
            }
            index += 1
        }
    }
}
