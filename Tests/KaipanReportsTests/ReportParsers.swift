import Foundation
import FoundationXML

/// Reads reports back as the programs do that they are for.
enum ReportParsers {
    /// The elements of an XML document in order, with their attributes and their text.
    static func xml(_ text: String) -> [XMLElementRecord]? {
        let parser = XMLParser(data: Data(text.utf8))
        let collector = XMLCollector()
        parser.delegate = collector
        return parser.parse() ? collector.elements : nil
    }

    struct XMLElementRecord {
        var name: String
        var attributes: [String: String]
        var text = ""
    }

    /// Workflow commands, each line one, by the rules of GitHub's runner; nil where a line is none.
    static func github(_ text: String) -> [(command: String, properties: [String: String], message: String)]? {
        var commands: [(command: String, properties: [String: String], message: String)] = []
        for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: true).map({ String(Substring($0)) }) {
            guard line.hasPrefix("::"), let end = line.dropFirst(2).range(of: "::") else { return nil }
            let head = line.dropFirst(2)[..<end.lowerBound]
            let name = head.prefix { $0 != " " }
            var properties: [String: String] = [:]
            for pair in head.dropFirst(name.count + 1).split(separator: ",") {
                let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2 else { return nil }
                properties[parts[0]] = unescaped(parts[1])
            }
            commands.append((String(name), properties, unescaped(String(line[end.upperBound...]))))
        }
        return commands
    }

    private static func unescaped(_ text: String) -> String {
        [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")].reduce(text) { $0.replacing($1.0, with: $1.1) }
    }

    /// The rows of a CSV file by RFC 4180; nil where a quote is in the wrong place.
    static func csv(_ text: String) -> [[String]]? {
        var rows: [[String]] = []
        var row: [String] = []
        var cell = String.UnicodeScalarView()
        var scalars = Array(text.unicodeScalars)[...]
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\"":
                guard cell.isEmpty else { return nil }
                while let quoted = scalars.popFirst() {
                    if quoted != "\"" {
                        cell.append(quoted)
                    } else if scalars.first == "\"" {
                        cell.append(scalars.removeFirst())
                    } else {
                        break
                    }
                }
                guard scalars.first == "," || scalars.first == "\r" else { return nil }
            case ",":
                row.append(String(cell))
                cell = String.UnicodeScalarView()
            case "\r":
                guard scalars.popFirst() == "\n" else { return nil }
                rows.append(row + [String(cell)])
                row = []
                cell = String.UnicodeScalarView()
            default: cell.append(scalar)
            }
        }
        return row.isEmpty && cell.isEmpty ? rows : nil
    }
}

private final class XMLCollector: NSObject, XMLParserDelegate {
    var elements: [ReportParsers.XMLElementRecord] = []
    private var open: [Int] = []

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName qName: String?,
        attributes attributeDict: [String: String] = [:]
    ) {
        open.append(elements.count)
        elements.append(ReportParsers.XMLElementRecord(name: elementName, attributes: attributeDict))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        if let index = open.last { elements[index].text += string }
    }

    func parser(_ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName qName: String?) {
        open.removeLast()
    }
}
