import KaipanText

/// Reads XML of any vocabulary: as a mapping explains it, else by its structure and well-known names.
package struct XMLReader: DocumentReader {
    package static let name = "XML"
    package static let extensions = ["xml", "dita", "ditamap", "dbk", "docbook", "tei", "rss", "atom", "svg", "xlf", "xliff"]

    package init() {}

    package func read(_ bytes: [UInt8], path: String, options: ReadingOptions) throws(ReadingError) -> Document {
        let source = Source(path: path, bytes: bytes, declared: options.encoding)
        let survey = MixedContentSurvey()
        try XMLEventParser.parse(source, handler: survey, depthLimit: options.depthLimit)
        let handler = XMLDocumentHandler(source: source, mapping: options.mapping, survey: survey)
        try XMLEventParser.parse(source, handler: handler, depthLimit: options.depthLimit)
        return Document(parts: [source], builder: handler.builder, declaredKind: handler.declaredKind)
    }
}
