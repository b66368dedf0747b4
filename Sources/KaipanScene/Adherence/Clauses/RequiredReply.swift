/// What the other side has to answer to a clause.
public enum RequiredReply: Sendable, Hashable {
    /// Anything at all.
    case any
    /// One of these.
    case words([String])
    /// More than a nod: 「好的」 and 「知道了」 do not do.
    case ownWords
}
