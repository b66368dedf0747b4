import CLibXML2
import KaipanText

/// Reads HTML as a browser shows it, with the place of every character.
///
/// libxml2 tokenises and repairs; its events carry no positions, so the handler keeps the source position of the last
/// event and takes every text from the source itself.
package struct HTMLReader: DocumentReader {
    package static let name = "HTML"
    package static let extensions = [
        "html", "htm", "xhtml", "shtml", "jsp", "jspf", "asp", "aspx", "ascx", "php", "phtml", "ejs", "erb", "vm", "ftl",
        "tag", "vue", "hbs", "mustache", "tpl",
    ]

    package init() {}

    package func read(_ bytes: [UInt8], path: String, options: ReadingOptions) throws(ReadingError) -> Document {
        let source = Source(path: path, bytes: bytes, declared: options.encoding)
        let page = HTMLMending.page(source.text, template: HTMLMending.Template(path: path))
        var handler = HTMLEventHandler(page, offset: 0, depthLimit: options.depthLimit)
        handler.parse()
        if let offset = handler.tooDeepAt {
            var lines = LineIndex(source)
            throw .limitExceeded(
                path: path, part: nil, position: lines.position(ofText: offset), limit: .depth(options.depthLimit))
        }
        return Document(parts: [source], builder: handler.builder, declaredKind: handler.declaredKind)
    }
}
