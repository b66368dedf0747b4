import KaipanText

/// Takes the decoded text of a file in chunks and finds its rows.
///
/// A class, because C calls back into most of them through a pointer; it lives for one file on one thread.
protocol RowParser: AnyObject {
    /// The rows that are complete, to be taken out after each chunk.
    var rows: RawRows { get set }
    /// The columns seen so far.
    var columns: [ImportSummary.Column] { get }
    /// Whether any column seen so far holds names.
    var hasNameColumn: Bool { get }
    /// Whether something was found that holds rows, be it empty.
    var hasRows: Bool { get }

    /// Parses a chunk.
    /// - Parameter isLast: whether the text ends behind it.
    func parse(_ text: UnsafeBufferPointer<UInt8>, isLast: Bool) throws(RegisterError)

    /// The text that a row of the last chunk stands in, where it is kept.
    func source(of row: RawRows.Row) -> UnsafeBufferPointer<UInt8>?
}

extension RowParser {
    func source(of row: RawRows.Row) -> UnsafeBufferPointer<UInt8>? { nil }
}
