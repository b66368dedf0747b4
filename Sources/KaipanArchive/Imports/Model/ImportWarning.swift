import KaipanText

/// Something in a file that a person should look at.
public struct ImportWarning: Sendable, Hashable {
    public var message: LocalizedText
    /// Where; nil where it concerns the whole file.
    public var place: ImportPlace?

    public init(_ message: LocalizedText, at place: ImportPlace? = nil) {
        self.message = message
        self.place = place
    }
}
