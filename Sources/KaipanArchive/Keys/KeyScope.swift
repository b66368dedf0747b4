/// What one data key encrypts, and so what can be erased together.
public enum KeyScope: Sendable, Hashable, CustomStringConvertible {
    /// What belongs to no person: names of projects, scripts, members' names.
    case archive
    case conversation(RecordID)
    case customer(RecordID)
    /// The documents and scripts of a project.
    case documents(RecordID)
    /// The bytes of a file that holds several conversations.
    case original(RecordID)

    static let conversationPrefix = "conversation:"

    public var description: String {
        switch self {
        case .archive: "archive"
        case .conversation(let id): "\(Self.conversationPrefix)\(id)"
        case .customer(let id): "customer:\(id)"
        case .documents(let id): "documents:\(id)"
        case .original(let id): "original:\(id)"
        }
    }
}
