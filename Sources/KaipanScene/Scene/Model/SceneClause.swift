/// A clause of a script or a document.
public struct SceneClause: Sendable, Hashable, Encodable {
    public var id: String
    public var title: String
    public var text: String
    public var page: Int?

    package init(id: String, title: String, text: String, page: Int?) {
        self.id = id
        self.title = title
        self.text = text
        self.page = page
    }
}
