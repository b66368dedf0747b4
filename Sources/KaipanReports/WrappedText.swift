import KaipanText

/// Text broken to the width of a terminal.
///
/// A line ends at a space or beside a Han character, never inside of a Latin word or a number, before a closing mark or behind an opening one
/// (GB/T 15834-2011, 5.1); Han characters and other wide ones take two columns.
public enum WrappedText {
    /// - Parameters:
    ///   - text: with line ends that are kept.
    ///   - mark: what the first line begins with; further lines are indented by as many columns.
    ///   - hanging: columns by which further lines are indented beside.
    ///   - width: in columns; below 20 it counts as 20, nil leaves lines as they are.
    public static func wrapped(_ text: some StringProtocol, mark: String = "", hanging: Int = 0, width: Int?) -> String {
        let indent = DisplayWidth.columns(of: mark)
        var lines: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard let width, DisplayWidth.columns(of: line) > max(width, 20) - indent else {
                lines.append(Substring(line))
                continue
            }
            let first = max(8, max(width, 20) - indent)
            lines += broken(Substring(line), first: lines.isEmpty ? first : max(8, first - hanging), rest: max(8, first - hanging))
        }
        let margin = String(repeating: " ", count: indent + hanging)
        return lines.enumerated().map { $0 == 0 ? mark + $1 : $1.isEmpty ? "" : margin + $1 }.joined(separator: "\n")
    }

    /// One line, broken greedily.
    private static func broken(_ text: Substring, first: Int, rest: Int) -> [Substring] {
        var lines: [Substring] = [], start = text.startIndex, used = 0
        /// The last place at which the line may end.
        var chance: Substring.Index?
        var previous: Character?, place = text.startIndex
        while place < text.endIndex {
            let character = text[place], columns = DisplayWidth.columns(of: String(character))
            if let previous, place > start, mayBreak(previous, character) { chance = place }
            if used + columns > (lines.isEmpty ? first : rest), place > start, character != " " {
                let end = chance ?? place
                lines.append(trimmed(text[start..<end]))
                start = end
                while start < place, text[start] == " " { start = text.index(after: start) }
                // What is left of the line is measured again: it may be longer than the next line has room for.
                (place, used, chance, previous) = (start, 0, nil, nil)
                continue
            }
            used += columns
            previous = character
            place = text.index(after: place)
        }
        lines.append(trimmed(text[start...]))
        return lines
    }

    /// Without the spaces at which it was broken.
    private static func trimmed(_ line: Substring) -> Substring {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }

    private static let closing: Set<Character> = [
        "，", "。", "；", "：", "）", "、", "！", "？", "》", "〉", "」", "』", "】", "〕", "”", "’", "…", "—", "·", "％", "%", ")", "]", ",", ".", ";", ":", "!", "?",
    ]
    private static let opening: Set<Character> = ["（", "《", "〈", "「", "『", "【", "〔", "“", "‘", "(", "[", "#", "@", "¥", "￥"]

    private static func mayBreak(_ before: Character, _ after: Character) -> Bool {
        if after == " " || closing.contains(after) || opening.contains(before) { return false }
        return before == " " || isWide(before) || isWide(after)
    }

    private static func isWide(_ character: Character) -> Bool { DisplayWidth.columns(of: String(character)) > 1 }
}
