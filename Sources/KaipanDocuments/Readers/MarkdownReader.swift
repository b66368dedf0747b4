import CMD4C
import KaipanText

/// Reads Markdown (CommonMark with tables) through md4c, whose texts point into the source.
package struct MarkdownReader: DocumentReader {
    package static let name = "Markdown"
    package static let extensions = ["md", "markdown", "mdown", "mkd"]

    package init() {}

    package func read(_ bytes: [UInt8], path: String, options: ReadingOptions) throws(ReadingError) -> Document {
        let source = Source(path: path, bytes: bytes, declared: options.encoding)
        let handler = MarkdownEventHandler(text: source.text, depthLimit: options.depthLimit)
        handler.parse()
        if let offset = handler.tooDeepAt {
            var lines = LineIndex(source)
            throw .limitExceeded(
                path: path, part: nil, position: lines.position(ofText: offset), limit: .depth(options.depthLimit))
        }
        return Document(parts: [source], builder: handler.builder, declaredKind: handler.declaredKind)
    }
}
