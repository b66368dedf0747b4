/// Spells rows of a table for spreadsheets (RFC 4180).
public enum CSVText {
    /// A row with its line end.
    ///
    /// - Parameter cells: of any text; what a spreadsheet would calculate becomes text, and line breaks become spaces.
    public static func row(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\r\n" }

    /// One cell: no formula, one line, quoted where it must be.
    private static func cell(_ text: String) -> String {
        var text = VisibleText.escaped(defused(text))
        guard text.utf8.contains(where: { [0x09, 0x20, 0x22, 0x2C, 0x3B].contains($0) }) else { return text }
        text = text.unicodeScalars.reduce(into: "") { $0 += $1 == "\"" ? "\"\"" : String($1) }
        return "\"\(text)\""
    }

    /// Spreadsheets calculate what begins like a formula, also behind white space and in full width; an apostrophe makes it text.
    private static func defused(_ text: String) -> String {
        guard let first = text.unicodeScalars.first else { return text }
        let isBreak = ["\t", "\r", "\n"].contains(first)
        let start = text.unicodeScalars.first { !$0.properties.isWhitespace && !$0.properties.isDefaultIgnorableCodePoint }
        // A number below nought is calculated as what it is.
        if first == "-", text.wholeMatch(of: /-[0-9]+(\.[0-9]+)?/) != nil { return text }
        let isFormula = start.map { ["=", "+", "-", "@", "＝", "＋", "－", "＠"].contains($0) } ?? false
        return isBreak || isFormula ? "'" + text : text
    }
}
