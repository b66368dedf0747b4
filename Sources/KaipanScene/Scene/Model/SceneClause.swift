/// A clause of a script or a document.
public struct SceneClause: Sendable, Hashable, Encodable {
    public var id: String
    public var title: String
    public var text: String
    public var page: Int?
}
