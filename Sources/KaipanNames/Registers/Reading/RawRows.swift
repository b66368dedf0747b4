/// Rows as bytes, between the parser of a format and the assembly of `RegisterRow`s: one buffer that is used again for every chunk.
struct RawRows {
    /// A value of a column that fills a field.
    struct Value {
        var role: ColumnRole
        /// The column's number, so that two values of one column are told from two columns of one field.
        var column: Int
        var start: Int
        var end: Int
    }

    /// A row with the end of its values.
    struct Row {
        var line: Int
        var valuesEnd: Int
        var refusal: RowRefusal?
        /// Where the row stands in the parser's text, for formats that keep it.
        var source: Range<Int>?
        /// The beginning of a row that has no values because it is broken.
        var excerpt: String?
    }

    private(set) var bytes: [UInt8] = []
    private(set) var values: [Value] = []
    private(set) var rows: [Row] = []
    private var refusal: RowRefusal?
    private var rowStart = (bytes: 0, values: 0)

    /// Empties the buffer but for a row that is not complete yet.
    mutating func removeRows() {
        guard !rows.isEmpty else { return }
        let open = rowStart
        bytes.removeFirst(open.bytes)
        values.removeFirst(open.values)
        for index in values.indices {
            values[index].start -= open.bytes
            values[index].end -= open.bytes
        }
        rows.removeAll(keepingCapacity: true)
        rowStart = (0, 0)
    }

    /// Adds a value to the current row.
    /// - Parameter extends: whether a value of the same column right before is continued, by a semicolon.
    mutating func add(
        _ value: UnsafeBufferPointer<UInt8>, role: ColumnRole, column: Int, title: @autoclosure () -> String, extends: Bool = false
    ) {
        let isContinued = extends && values.count > rowStart.values && values[values.count - 1].column == column
        let length = isContinued ? values[values.count - 1].end - values[values.count - 1].start : 0
        guard length + value.count < RegisterImporter.valueLimit else {
            // The first points of a long road stand for it.
            if !(isContinued && role.field == .coordinates) { refuse(.valueTooLong(column: title())) }
            return
        }
        guard bytes.count - rowStart.bytes + value.count < RegisterImporter.rowLimit else {
            refuse(.rowTooLong)
            return
        }
        if isContinued {
            bytes.append(UInt8(ascii: ";"))
            bytes.append(contentsOf: value)
            values[values.count - 1].end = bytes.count
        } else {
            let start = bytes.count
            bytes.append(contentsOf: value)
            values.append(Value(role: role, column: column, start: start, end: bytes.count))
        }
    }

    /// Refuses the current row; the first reason stands.
    mutating func refuse(_ refusal: RowRefusal) {
        if self.refusal == nil { self.refusal = refusal }
    }

    /// Ends the current row.
    mutating func endRow(line: Int, source: Range<Int>? = nil, excerpt: String? = nil) {
        rows.append(Row(line: line, valuesEnd: values.count, refusal: refusal, source: source, excerpt: excerpt))
        refusal = nil
        rowStart = (bytes.count, values.count)
    }

    /// Tells where the rows added last stand, once the parser knows.
    mutating func place(_ source: Range<Int>, from first: Int) {
        for index in first..<rows.count { rows[index].source = source }
    }

    /// Forgets what the current row has so far.
    mutating func dropOpenRow() {
        bytes.removeLast(bytes.count - rowStart.bytes)
        values.removeLast(values.count - rowStart.values)
        refusal = nil
    }
}
