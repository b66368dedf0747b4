import KaipanText

/// The formats that documents are read in.
public enum DocumentFormat: String, Sendable, CaseIterable {
    case html, xml, docx, markdown, text

    private var reader: any DocumentReader {
        switch self {
        case .html: HTMLReader()
        case .xml: XMLReader()
        case .docx: DOCXReader()
        case .markdown: MarkdownReader()
        case .text: PlainTextReader()
        }
    }

    private var extensions: [String] {
        switch self {
        case .html: HTMLReader.extensions
        case .xml: XMLReader.extensions
        case .docx: DOCXReader.extensions
        case .markdown: MarkdownReader.extensions
        case .text: PlainTextReader.extensions
        }
    }

    /// The file name extensions that are read, in lower case.
    public static var knownExtensions: [String] { allCases.flatMap(\.extensions) }

    /// The format that a file's name tells, or nil.
    public init?(path: String) {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
        let suffix = name[name.index(after: dot)...].lowercased()
        guard let format = Self.allCases.first(where: { $0.extensions.contains(suffix) }) else { return nil }
        self = format
    }

    /// The format that the first bytes tell; text where they tell none.
    public init(sniffing bytes: [UInt8]) {
        let head = bytes.prefix(1024)
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            self = .docx
            return
        }
        // UTF-16 spells its ASCII with zero bytes in between.
        let text = String(decoding: head.filter { $0 < 0x80 && $0 != 0 }, as: UTF8.self).lowercased()
        if text.contains("<!doctype html") || text.contains("<html") || text.contains("<body") || text.contains("<%@") {
            self = .html
        } else if text.drop(while: \.isWhitespace).hasPrefix("<?xml") {
            self = .xml
        } else if text.drop(while: \.isWhitespace).hasPrefix("<"), text.contains("</") || text.contains("/>") {
            self = .html
        } else {
            self = .text
        }
    }

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - bytes: the file as it is stored.
    ///   - path: the name that errors and reports give it.
    /// - Throws: `ReadingError` where the document cannot be read; nothing is ever read in part without saying so.
    public func read(_ bytes: [UInt8], path: String, options: ReadingOptions = ReadingOptions()) throws(ReadingError) -> Document {
        guard bytes.count <= options.sizeLimit else {
            throw .tooLarge(path: path, bytes: bytes.count, limit: options.sizeLimit)
        }
        return try reader.read(bytes, path: path, options: options)
    }
}
