/// A name in an XML document: one object for each spelling and namespace, so that names compare by identity.
final class XMLName: Sendable {
    /// A number that is unique among the names of a document, from 0.
    let id: Int
    let local: String
    /// The local name in lower case, to be looked up among well-known ones.
    let folded: String
    let prefix: String?
    let namespace: String?

    init(id: Int, local: String, prefix: String?, namespace: String?) {
        self.id = id
        self.local = local
        folded = local.lowercased()
        self.prefix = prefix
        self.namespace = namespace
    }

    /// The name as the document writes it.
    var qualified: String { prefix.map { "\($0):\(local)" } ?? local }
}
