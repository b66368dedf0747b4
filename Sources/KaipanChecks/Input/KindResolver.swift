import KaipanDocuments
import KaipanText

/// Decides what kind of document a file is: the option, the configuration, the document itself, else an advertisement.
struct KindResolver {
    let option: DocumentKind?
    let configuration: Configuration

    func kind(of document: Document, path: String) -> (DocumentKind, DocumentReport.KindSource) {
        if let option { return (option, .option) }
        if let kind = configuration.kind(of: path) { return (kind, .configuration) }
        if let kind = document.declaredKind { return (kind, .document) }
        if let kind = KindDetector(document).kind { return (kind, .document) }
        return (.advertisement, .byDefault)
    }
}
