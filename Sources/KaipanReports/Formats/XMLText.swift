/// Writes text into XML 1.0, as content or in an attribute with quotation marks.
enum XMLText {
    /// What XML forbids becomes U+FFFD (section 2.2). What could steer a terminal, turn its text around or be lost when
    /// attributes are normalised is spelled as a reference, so that a parser gives it back.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x26: result += "&amp;"
            case 0x3C: result += "&lt;"
            case 0x3E: result += "&gt;"
            case 0x22: result += "&quot;"
            case 0x09, 0x0A, 0x0D, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069:
                result += "&#\(scalar.value);"
            case 0x00...0x1F, 0xFFFE, 0xFFFF: result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// An attribute with the space before it.
    static func attribute(_ name: String, _ value: String) -> String { " \(name)=\"\(escaped(value))\"" }

    /// The same for a number.
    static func attribute(_ name: String, _ value: Int) -> String { " \(name)=\"\(value)\"" }
}
