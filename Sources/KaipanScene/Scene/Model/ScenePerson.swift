import KaipanText

/// Somebody who has a part in a scene.
public struct ScenePerson: Sendable, Hashable, Encodable {
    public enum Role: String, Sendable, Hashable, Encodable {
        case customer, agent
    }

    public var role: Role
    /// Nil where the identity was erased.
    public var name: String?
    /// Of an agent: developer or agency, with the company's name.
    public var employer: String?
    /// Of a customer.
    public var phone: String?
    public var source: SceneSource
}
