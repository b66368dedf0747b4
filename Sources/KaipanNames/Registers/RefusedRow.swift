/// A row that was not taken.
public struct RefusedRow: Sendable, Hashable {
    /// The line that the row begins in, from 1.
    public var line: Int
    public var refusal: RowRefusal
    /// The beginning of the row, at most 200 characters.
    public var excerpt: String
}
