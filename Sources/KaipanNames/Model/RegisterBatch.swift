import KaipanText

/// One import: which file, when, how many rows; a search cites it as what was searched.
public struct RegisterBatch: Sendable, Hashable, Codable {
    public var register: RegisterKind
    /// The file's name without its folder.
    public var file: String
    /// The SHA-256 of the file's bytes, in lower-case hexadecimal.
    public var digest: String
    /// The day that the data stands for: as the user says, else the day of the import, `YYYY-MM-DD`.
    public var asOf: String
    /// Rows accepted, and those refused.
    public var rows: Int
    public var rejected: Int

    public init(register: RegisterKind, file: String, digest: String, asOf: String, rows: Int, rejected: Int) {
        self.register = register
        self.file = file
        self.digest = digest
        self.asOf = asOf
        self.rows = rows
        self.rejected = rejected
    }
}
