/// Spells rows of a table for spreadsheets (RFC 4180).
enum CSVText {
    /// A row with its line end; cells are quoted where they must be.
    static func row(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\r\n" }

    private static func cell(_ text: String) -> String {
        // A spreadsheet would take such a cell for a formula and run it.
        let isFormula = text.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
        let safe = (isFormula ? "'" : "") + VisibleText.escaped(text)
        guard safe.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}
