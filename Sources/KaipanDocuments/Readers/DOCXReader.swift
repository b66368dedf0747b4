import KaipanText

/// Reads Word documents: the body, then headers, footers, notes, comments, drawings and properties.
package struct DOCXReader: DocumentReader {
    package static let name = "Word"
    package static let extensions = ["docx", "docm", "dotx", "dotm"]

    /// The first bytes of an OLE container, in which Word keeps old and password-protected documents.
    private static let compoundMark: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]

    package init() {}

    package func read(_ bytes: [UInt8], path: String, options: ReadingOptions) throws(ReadingError) -> Document {
        guard !bytes.starts(with: Self.compoundMark) else {
            throw .unreadable(path: path, reason: ContainerProblem.compound)
        }
        var archive = try ZipArchive(bytes, path: path)
        let package = try Self.relationships(of: "", in: &archive, options: options)
        let main = package?.targets("officeDocument").first ?? "word/document.xml"
        guard archive.contains(main) else {
            throw .malformed(path: path, part: main, position: nil, excerpt: nil, reason: ContainerProblem.noDocument)
        }
        let relationships = try Self.relationships(of: main, in: &archive, options: options)
        let styles = try Self.styles(relationships, in: &archive, options: options)
        let handler = WordPartHandler(styles: styles, capacity: bytes.count)
        var sources: [Source] = []
        for part in WordPart.all(main: main, relationships: relationships, archive: archive) {
            let source = Source(path: path, part: part.name, bytes: try archive.read(part.name))
            sources.append(source)
            handler.begin(part, source: source)
            try XMLEventParser.parse(source, handler: handler, depthLimit: options.depthLimit)
        }
        return Document(parts: sources, builder: handler.builder)
    }

    /// What belongs to a part, or nil where the archive does not say.
    private static func relationships(
        of part: String, in archive: inout ZipArchive, options: ReadingOptions
    ) throws(ReadingError) -> OfficeRelationships? {
        let name = OfficeRelationships.partName(for: part)
        guard archive.contains(name) else { return nil }
        let relationships = OfficeRelationships(of: part)
        let source = Source(path: archive.path, part: name, bytes: try archive.read(name))
        try XMLEventParser.parse(source, handler: relationships, depthLimit: options.depthLimit)
        return relationships
    }

    private static func styles(
        _ relationships: OfficeRelationships?, in archive: inout ZipArchive, options: ReadingOptions
    ) throws(ReadingError) -> WordStyles {
        let styles = WordStyles()
        let name = relationships?.targets("styles").first ?? "word/styles.xml"
        guard archive.contains(name) else { return styles }
        let source = Source(path: archive.path, part: name, bytes: try archive.read(name))
        try XMLEventParser.parse(source, handler: styles, depthLimit: options.depthLimit)
        return styles
    }
}
