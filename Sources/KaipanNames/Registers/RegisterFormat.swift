/// The formats that registers are read in.
public enum RegisterFormat: String, Sendable, Hashable, Codable, CaseIterable {
    /// Values between commas, tabs or semicolons, the first row naming the columns (RFC 4180).
    case csv
    /// One array of objects, or an object that holds one (RFC 8259).
    case json
    /// One object a line.
    case jsonLines = "jsonl"
    /// A document in which an element that repeats is a row.
    case xml

    /// The format that a file's name tells, else nil.
    init?(path: String) {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: ".") else { return nil }
        switch name[name.index(after: dot)...].lowercased() {
        case "csv", "tsv", "tab": self = .csv
        case "json", "geojson": self = .json
        case "jsonl", "ndjson": self = .jsonLines
        case "xml": self = .xml
        default: return nil
        }
    }

    /// The format that a text tells by its beginning.
    init(beginning text: [UInt8]) {
        switch text.first(where: { !ByteText.isSpace($0) }) {
        case UInt8(ascii: "<"): self = .xml
        case UInt8(ascii: "["): self = .json
        case UInt8(ascii: "{"): self = Self.hasObjectLines(text) ? .jsonLines : .json
        default: self = .csv
        }
    }

    /// Whether the first two lines that are not empty each hold an object.
    static func hasObjectLines(_ text: [UInt8]) -> Bool {
        let lines = text.split(separator: 0x0A).lazy
            .map { $0.filter { !ByteText.isSpace($0) } }
            .filter { !$0.isEmpty }.prefix(2)
        return lines.count == 2 && lines.first?.last == UInt8(ascii: "}")
            && lines.allSatisfy { $0.first == UInt8(ascii: "{") }
    }
}
