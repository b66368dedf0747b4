import KaipanChecks

/// Writes the reports of a run in one format, piece by piece, so that memory does not grow with the number of files.
public protocol Reporter {
    /// What stands before the first document.
    mutating func begin() -> String
    /// What stands for one document; empty where the format says nothing of it.
    mutating func document(_ report: DocumentReport) -> String
    /// What stands behind the last document.
    mutating func end(_ summary: Summary) -> String
}
