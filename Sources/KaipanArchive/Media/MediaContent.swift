/// What opening a long object gave.
public enum MediaContent: Sendable {
    /// The record has none.
    case none
    case open(MediaReader)
    /// The key was destroyed.
    case erased
}
