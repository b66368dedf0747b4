import KaipanRules
import KaipanText

/// Reads one JSON object a line (RFC 8259), with the place of every value, which the readers of the library do not tell.
enum JSONLines {
    /// One row a line; a mistake in a line is its row's.
    static func rows(_ text: String) throws(DecisionRow.Mistake) -> [DecisionRow] {
        var rows: [DecisionRow] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where !line.allSatisfy(\.isWhitespace) {
            var row = DecisionRow(line: index + 1)
            var reader = Reader(line, number: index + 1)
            do throws(DecisionRow.Mistake) {
                row.cells = try reader.object()
            } catch {
                row.mistake = error
            }
            rows.append(row)
        }
        return rows
    }

    private struct Reader {
        private let scalars: [Unicode.Scalar]
        private let number: Int
        private var index = 0

        init(_ line: Substring, number: Int) {
            scalars = Array(line.unicodeScalars)
            self.number = number
        }

        /// The members of the line's object whose values are texts; those of `excerpt` stand beside the others.
        mutating func object() throws(DecisionRow.Mistake) -> [String: DecisionRow.Cell] {
            skipSpace()
            let cells = try members(isNested: false)
            skipSpace()
            guard index == scalars.count else { throw mistake(zh: "对象之后还有内容；一行一个 JSON 对象", en: "something follows the object; there is one JSON object a line") }
            return cells
        }

        private mutating func members(isNested: Bool) throws(DecisionRow.Mistake) -> [String: DecisionRow.Cell] {
            guard next == "{" else {
                throw mistake(zh: "应为 JSON 对象 {\"rule\": …, \"verdict\": …}", en: "expected a JSON object {\"rule\": …, \"verdict\": …}")
            }
            index += 1
            var cells: [String: DecisionRow.Cell] = [:]
            skipSpace()
            if next == "}" {
                index += 1
                return cells
            }
            while true {
                skipSpace()
                let start = index
                guard next == "\"" else { throw mistake(zh: "应为加引号的键", en: "expected a key in quotation marks") }
                let key = try string()
                skipSpace()
                guard next == ":" else { throw mistake(zh: "键后应为冒号", en: "expected a colon behind the key") }
                index += 1
                skipSpace()
                let place = index
                if key == "excerpt", next == "{", !isNested {
                    for (inner, cell) in try members(isNested: true) where inner != "match" || cells["text"] == nil {
                        cells[inner == "match" ? "text" : inner] = cell
                    }
                } else if let text = try value() {
                    cells[key] = DecisionRow.Cell(text: text, line: number, column: place + 1)
                } else if !isNested, !DecisionFile.others.contains(key), DecisionFile.keys.contains(key), scalars[place] != "n" {
                    index = place
                    throw mistake(zh: "“\(key)”应为文字", en: "“\(key)” must be a text")
                } else if cells[key] == nil, !DecisionFile.keys.contains(key) {
                    // A slip of the pen is one whatever its value.
                    cells[key] = DecisionRow.Cell(text: "", line: number, column: start + 1)
                }
                skipSpace()
                if next == "," {
                    index += 1
                    continue
                }
                guard next == "}" else { throw mistake(zh: "应为逗号或 }", en: "expected a comma or }") }
                index += 1
                return cells
            }
        }

        /// Passes over a value.
        /// - Returns: the text where it is one.
        private mutating func value(depth: Int = 0) throws(DecisionRow.Mistake) -> String? {
            guard depth < 64 else { throw mistake(zh: "嵌套过深", en: "is nested too deeply") }
            switch next {
            case "\"": return try string()
            case "{", "[":
                let close: Unicode.Scalar = next == "{" ? "}" : "]"
                index += 1
                skipSpace()
                while next != close {
                    if close == "}" {
                        guard next == "\"" else { throw mistake(zh: "应为加引号的键", en: "expected a key in quotation marks") }
                        _ = try string()
                        skipSpace()
                        guard next == ":" else { throw mistake(zh: "键后应为冒号", en: "expected a colon behind the key") }
                        index += 1
                        skipSpace()
                    }
                    _ = try value(depth: depth + 1)
                    skipSpace()
                    if next == "," {
                        index += 1
                        skipSpace()
                        guard next != close else { throw mistake(zh: "逗号后应有值", en: "expected a value behind the comma") }
                    } else if next != close {
                        throw mistake(zh: "应为逗号或 \(close)", en: "expected a comma or \(close)")
                    }
                }
                index += 1
                return nil
            default:
                let start = index
                while let scalar = next, !" \t\r,}]".unicodeScalars.contains(scalar) { index += 1 }
                let word = String(String.UnicodeScalarView(scalars[start..<index]))
                guard ["true", "false", "null"].contains(word) || Double(word) != nil && word.first != "+" else {
                    index = start
                    throw mistake(zh: "应为 JSON 的值；文字要加双引号", en: "expected a JSON value; texts stand in double quotation marks")
                }
                return nil
            }
        }

        private mutating func string() throws(DecisionRow.Mistake) -> String {
            let start = index
            index += 1
            var text = String.UnicodeScalarView()
            while let scalar = next {
                index += 1
                switch scalar {
                case "\"": return String(text)
                case "\\":
                    guard let escaped = next else { break }
                    index += 1
                    switch escaped {
                    case "n": text.append("\n")
                    case "t": text.append("\t")
                    case "r": text.append("\r")
                    case "b": text.append("\u{8}")
                    case "f": text.append("\u{C}")
                    case "\"", "\\", "/": text.append(escaped)
                    case "u": text.append(try escapedScalar())
                    default:
                        index -= 2
                        throw mistake(zh: "没有这种转义 \\\(escaped)", en: "there is no escape \\\(escaped)")
                    }
                default: text.append(scalar)
                }
            }
            index = start
            throw mistake(zh: "引号没有结束", en: "the quotation does not end")
        }

        private mutating func escapedScalar() throws(DecisionRow.Mistake) -> Unicode.Scalar {
            let start = index - 2
            guard var unit = hexadecimal() else { return try refuse(start) }
            if (0xD800..<0xDC00).contains(unit) {
                guard index + 1 < scalars.count, scalars[index] == "\\", scalars[index + 1] == "u" else { return try refuse(start) }
                index += 2
                guard let low = hexadecimal(), (0xDC00..<0xE000).contains(low) else { return try refuse(start) }
                unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(unit) else { return try refuse(start) }
            return scalar
        }

        private mutating func refuse(_ place: Int) throws(DecisionRow.Mistake) -> Unicode.Scalar {
            index = place
            throw mistake(zh: "\\u 后应有四位十六进制数，成对的代理", en: "expected four hexadecimal digits behind \\u, surrogates in pairs")
        }

        private mutating func hexadecimal() -> UInt32? {
            guard index + 4 <= scalars.count else { return nil }
            let digits = String(String.UnicodeScalarView(scalars[index..<(index + 4)]))
            guard digits.allSatisfy(\.isHexDigit), let unit = UInt32(digits, radix: 16) else { return nil }
            index += 4
            return unit
        }

        private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

        private mutating func skipSpace() {
            while let scalar = next, " \t\r".unicodeScalars.contains(scalar) { index += 1 }
        }

        private func mistake(zh: String, en: String) -> DecisionRow.Mistake {
            DecisionRow.Mistake(line: number, column: index + 1, message: LocalizedText(zh: zh, en: en))
        }
    }
}
