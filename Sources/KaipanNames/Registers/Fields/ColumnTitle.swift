/// Brings the titles of columns to one spelling.
enum ColumnTitle {
    /// Characters that titles are written with and without.
    private static let ignored: Set<Character> = [
        " ", "_", "-", ".", ":", "*", "#",
        "\t", "\r", "\n", "\u{3000}", "\u{A0}", "\u{FEFF}", "：", "·", "@", "\"", "'",
    ]
    private static let opening: Set<Character> = ["(", "（", "[", "【", "{", "〔", "「"]
    private static let closing: Set<Character> = [")", "）", "]", "】", "}", "〕", "」"]

    /// The title without case, width, space, separators and brackets; what stands in brackets remains.
    static func normalised(_ title: String) -> String {
        var output = ""
        for character in title {
            guard !ignored.contains(character), !opening.contains(character), !closing.contains(character) else { continue }
            guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else {
                output.append(character)
                continue
            }
            // Full-width ASCII.
            let value = (0xFF01...0xFF5E).contains(scalar.value) ? scalar.value - 0xFEE0 : scalar.value
            guard let narrow = Unicode.Scalar(value), !ignored.contains(Character(narrow)) else { continue }
            output += Character(narrow).lowercased()
        }
        return output
    }

    /// The spellings to look for: with what stands in brackets, as in 商标名称(英文), and without, as in 占地面积(㎡).
    static func spellings(_ title: String) -> [String] {
        let whole = normalised(title)
        var depth = 0
        var outside = ""
        for character in title {
            if opening.contains(character) {
                depth += 1
            } else if closing.contains(character) {
                depth = max(0, depth - 1)
            } else if depth == 0 {
                outside.append(character)
            }
        }
        let short = normalised(outside)
        return short == whole || short.isEmpty ? [whole] : [whole, short]
    }
}
