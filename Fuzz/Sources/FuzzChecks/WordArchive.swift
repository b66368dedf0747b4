/// The DOCX file of an input: the bytes themselves, or an archive made of them.
///
/// Changed bytes rarely get past an archive's checksums, so most inputs are the parts' XML, divided by zero bytes, and
/// are packed here.
public struct WordArchive {
    /// The archive as a file holds it.
    public let bytes: [UInt8]

    /// What the pieces of an input become, in their order.
    private static let names = [
        "word/document.xml", "word/styles.xml", "word/header1.xml", "word/footnotes.xml", "word/comments.xml",
        "word/charts/chart1.xml", "word/diagrams/data1.xml", "docProps/core.xml", "word/_rels/document.xml.rels", "_rels/.rels",
    ]

    public init(_ input: FuzzInput) {
        switch input.variant & 3 {
        case 0: bytes = input.bytes
        case 1: bytes = Self.pack(input.bytes, wraps: false)
        default: bytes = Self.pack(input.bytes, wraps: true)
        }
    }

    private static func pack(_ bytes: [UInt8], wraps: Bool) -> [UInt8] {
        var archive = StoredZip()
        for (name, piece) in zip(names, bytes.split(separator: 0, omittingEmptySubsequences: false)) where !piece.isEmpty {
            archive.add(name, wraps && name.hasPrefix("word/") && name.hasSuffix(".xml") ? wrap(piece, name) : Array(piece))
        }
        return archive.finished()
    }

    /// Puts a fragment into the root element that its part has.
    private static func wrap(_ piece: ArraySlice<UInt8>, _ name: String) -> [UInt8] {
        let (open, close) =
            switch name {
            case "word/styles.xml": ("w:styles", "")
            case "word/header1.xml": ("w:hdr", "")
            case "word/footnotes.xml": ("w:footnotes", "")
            case "word/comments.xml": ("w:comments", "")
            case "word/charts/chart1.xml": ("c:chartSpace", "")
            case "word/diagrams/data1.xml": ("dgm:dataModel", "")
            default: ("w:document", "w:body")
            }
        let head = "<\(open) \(namespaces)>" + (close.isEmpty ? "" : "<\(close)>")
        let tail = (close.isEmpty ? "" : "</\(close)>") + "</\(open)>"
        return Array(head.utf8) + piece + Array(tail.utf8)
    }

    private static let namespaces = [
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ].sorted { $0.key < $1.key }.map { "xmlns:\($0)=\"\($1)\"" }.joined(separator: " ")
}
