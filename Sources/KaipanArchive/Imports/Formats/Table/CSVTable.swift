import CCSV

/// The rows of a CSV text, read with libcsv.
///
/// libcsv is given one line at a time, so that the place of every row is known.
final class CSVTable {
    struct Row {
        var values: [String]
        /// Without the line end, in bytes of the text.
        var range: Range<Int>
    }

    private(set) var rows: [Row] = []
    /// Where a row begins whose quotation mark nothing closes.
    private(set) var openQuote: Int?
    private var parser = csv_parser()
    private var values: [String] = []
    private var isComplete = false

    /// - Parameter limit: rows after which reading stops, to look at the head only.
    init(_ text: [UInt8], delimiter: UInt8, limit: Int = .max) {
        csv_init(&parser, 0)
        csv_set_delim(&parser, delimiter)
        // Spaces around a value are the source's own.
        csv_set_space_func(&parser) { _ in 0 }
        defer { csv_free(&parser) }
        text.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            let context = Unmanaged.passUnretained(self).toOpaque()
            var rowStart = 0
            var position = 0
            while position < bytes.count, rows.count < limit {
                let end = Self.lineEnd(bytes, from: position)
                _ = csv_parse(&parser, base + position, end - position, Self.value, Self.rowEnd, context)
                position = end
                // 0 is the state between two rows, which an empty line leaves as well.
                if parser.pstate == 0 {
                    take(rowStart..<end, bytes)
                    rowStart = end
                }
            }
            guard rows.count < limit, rowStart < bytes.count else { return }
            let isQuoted = parser.pstate == 2 && parser.quoted != 0
            if isQuoted { openQuote = rowStart }
            _ = csv_fini(&parser, Self.value, Self.rowEnd, context)
            take(rowStart..<bytes.count, bytes)
        }
    }

    private func take(_ range: Range<Int>, _ bytes: UnsafeRawBufferPointer) {
        guard isComplete else {
            values = []
            return
        }
        var end = range.upperBound
        while end > range.lowerBound, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        rows.append(Row(values: values, range: range.lowerBound..<end))
        values = []
        isComplete = false
    }

    /// Behind the next line end; CR LF is one.
    private static func lineEnd(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == 0x0A { return index }
            if byte == 0x0D { return index < bytes.count && bytes[index] == 0x0A ? index + 1 : index }
        }
        return index
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> CSVTable {
        guard let context else { preconditionFailure("libcsv lost the user data of its parser") }
        return Unmanaged<CSVTable>.fromOpaque(context).takeUnretainedValue()
    }

    private static let value: @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void = { bytes, count, context in
        let value = String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
        CSVTable.from(context).values.append(value)
    }

    private static let rowEnd: @convention(c) (Int32, UnsafeMutableRawPointer?) -> Void = { _, context in
        CSVTable.from(context).isComplete = true
    }
}
