import KaipanText

/// A version of a script or a document, and when it was in force.
public struct Validity: Sendable {
    public var record: StoredRecord
    public var from: Timestamp
    /// The first moment at which it was not any more; nil where it still is.
    public var end: Timestamp?

    /// Whether it was in force at a moment.
    public func contains(_ moment: Timestamp) -> Bool { from <= moment && (end.map { moment < $0 } ?? true) }
}
