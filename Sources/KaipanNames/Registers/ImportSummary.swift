/// What one import read and what it could not use.
public struct ImportSummary: Sendable, Hashable {
    /// The batch as the index stores it.
    public var batch: RegisterBatch
    public var format: RegisterFormat
    /// The encoding that the file was read in; a file of ASCII alone counts as UTF-8.
    public var encoding: RegisterEncoding
    /// The columns in the order of their first appearance, at most `RegisterImporter.columnLimit`.
    public var columns: [Column]
    /// Values that were present and could not be understood, such as dates; their rows were taken without them.
    public var unreadValues: [UnreadValues]
    /// The first rows that were refused, at most ten.
    public var firstRefused: [RefusedRow]

    /// The titles of the columns that go into nothing.
    public var unknownColumns: [String] { columns.filter { $0.meaning == nil }.map(\.title) }

    /// A column of the file.
    public struct Column: Sendable, Hashable {
        /// The title as the file has it; the path from the row in JSON and XML, its parts joined by dots.
        public var title: String
        /// What the column is taken for, in English; nil where it goes into nothing.
        public var meaning: String?
    }

    /// The values of one meaning that could not be understood.
    public struct UnreadValues: Sendable, Hashable {
        /// What the values are taken for, in English.
        public var meaning: String
        public var count: Int
        /// The first of them, at most 80 characters, and the line of its row.
        public var example: String
        public var line: Int
    }
}
