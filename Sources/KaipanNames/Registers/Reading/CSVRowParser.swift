import CCSV
import Glibc
import KaipanText

/// Finds the rows of CSV with libcsv (RFC 4180, with any of the delimiters in use).
///
/// libcsv is given one line at a time, so that the place of every row is known and a quotation mark that nothing closes costs
/// its own line only.
final class CSVRowParser: RowParser {
    /// Rows in which a header is looked for: exports have titles above it.
    private static let headerSearch = 10
    /// How often lines are read again behind a quotation mark that nothing closes; beyond, all up to there is refused at once, so that
    /// hostile files cost no more than others.
    private static let rereadLimit = 100

    var rows = RawRows()
    private(set) var columns: [ImportSummary.Column] = []
    private(set) var hasNameColumn = false
    private(set) var hasRows = false

    private let path: String
    private let register: RegisterKind
    private let vocabulary: RegisterVocabulary
    private var parser = csv_parser()
    private var delimiter: UInt8 = 0
    private var newline: UInt8 = 0x0A

    /// The text from the current row's start on, and how far it was parsed.
    private var text: [UInt8] = []
    private var scanned = 0
    /// Where the current row starts in `text`, with its line, the end of its first line, and the line that `scanned` stands in.
    private var rowStart = 0
    private var rowLine = 1
    private var firstLineEnd = 0
    private var line = 1
    private var rereads = 0
    /// Whether the rest of an endless line is passed over.
    private var skipsLine = false

    /// The roles of the columns, once the header is found.
    private var roles: [ColumnRole?] = []
    private var titles: [String] = []
    private var columnCount = 0
    /// The values of a row that may be the header, and those that were none.
    private var candidate: [String] = []
    private var firstCandidate: (line: Int, titles: [String])?
    private var candidates = 0
    private var hasHeader = false
    /// Values that the current row has so far, and how many of those beyond the header are not empty.
    private var valueCount = 0
    private var filledBeyond = false

    init(path: String, register: RegisterKind, vocabulary: RegisterVocabulary) {
        self.path = path
        self.register = register
        self.vocabulary = vocabulary
    }

    deinit {
        if delimiter != 0 { csv_free(&parser) }
    }

    func source(of row: RawRows.Row) -> UnsafeBufferPointer<UInt8>? {
        guard let range = row.source else { return nil }
        return text.withUnsafeBufferPointer { UnsafeBufferPointer(rebasing: $0[range]) }
    }

    func parse(_ chunk: UnsafeBufferPointer<UInt8>, isLast: Bool) throws(RegisterError) {
        text.removeFirst(rowStart)
        scanned -= rowStart
        firstLineEnd -= rowStart
        rowStart = 0
        text.append(contentsOf: chunk)
        if delimiter == 0 { begin() }
        if isLast, let last = text.last, last != newline { text.append(newline) }
        while scanned < text.count {
            guard let end = lineEnd(from: scanned) else {
                if skipsLine {
                    scanned = text.count
                    rowStart = text.count
                } else if text.count - scanned > RegisterImporter.rowLimit {
                    skipLine()
                }
                break
            }
            if skipsLine {
                skipsLine = false
                pass(to: end)
                continue
            }
            try parseLine(to: end)
        }
        guard isLast else { return }
        // Ends with a quotation mark open.
        while rowStart < scanned {
            reread()
            while scanned < text.count, let end = lineEnd(from: scanned) { try parseLine(to: end) }
        }
        if !hasHeader, let firstCandidate { throw noNameColumn(firstCandidate) }
    }

    /// Decides delimiter and line end by the beginning.
    private func begin() {
        let head = text.prefix(1 << 16)
        if !head.contains(0x0A), head.contains(0x0D) { newline = 0x0D }
        let lines = head.split(separator: newline, maxSplits: Self.headerSearch, omittingEmptySubsequences: true)
        var mark: UInt8?
        // Excel's own declaration.
        if let first = lines.first, first.starts(with: "sep=".utf8), first.count >= 5 {
            mark = first[first.startIndex + 4]
            let end = lineEnd(from: 0) ?? 0
            pass(to: end)
        }
        delimiter = mark ?? Self.delimiter(of: lines)
        csv_init(&parser, 0)
        csv_set_delim(&parser, delimiter)
    }

    private static func delimiter(of lines: [ArraySlice<UInt8>]) -> UInt8 {
        var best: (delimiter: UInt8, count: Int) = (UInt8(ascii: ","), 0)
        for delimiter in [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|")] {
            // The fullest line, because titles above the header hold none.
            let count = lines.map { line in
                var isQuoted = false
                return line.reduce(0) { count, byte in
                    if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
                    return byte == delimiter && !isQuoted ? count + 1 : count
                }
            }.max() ?? 0
            if count > best.count { best = (delimiter, count) }
        }
        return best.delimiter
    }

    // MARK: - Lines

    /// Behind the next line end.
    private func lineEnd(from start: Int) -> Int? {
        text.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let found = memchr(base + start, Int32(newline), bytes.count - start) else { return nil }
            return UnsafeRawPointer(found) - base + 1
        }
    }

    private func parseLine(to end: Int) throws(RegisterError) {
        let complete = rows.rows.count
        let candidatesBefore = candidates
        if rowStart == scanned {
            rowLine = line
            firstLineEnd = end
        }
        text.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            let data = Unmanaged.passUnretained(self).toOpaque()
            _ = csv_parse(&parser, base + scanned, end - scanned, Self.value, Self.rowEnd, data)
        }
        scanned = end
        line += 1
        // 0 is the state between two rows, which an empty line leaves as well.
        if parser.pstate == 0 {
            rows.place(rowStart..<end, from: complete)
            rowStart = end
            if candidates != candidatesBefore { try decideHeader() }
        } else if parser.entry_pos > RegisterImporter.valueLimit || end - rowStart > RegisterImporter.rowLimit {
            reread()
        }
    }

    /// Refuses the first line of the current row and reads the others again.
    private func reread() {
        rereads += 1
        let end = rereads <= Self.rereadLimit ? firstLineEnd : scanned
        let through = line - 1
        restart()
        if hasHeader {
            rows.refuse(.openQuote(through: through))
            rows.endRow(line: rowLine, source: rowStart..<end)
        }
        line = end == scanned ? line : rowLine + 1
        scanned = end
        rowStart = end
    }

    /// Refuses a line that is too long to be kept, and passes over the rest of it.
    private func skipLine() {
        restart()
        if hasHeader {
            rows.refuse(.rowTooLong)
            rows.endRow(line: rowStart == scanned ? line : rowLine, source: rowStart..<min(rowStart + 1000, text.count))
        }
        skipsLine = true
        scanned = text.count
        rowStart = text.count
    }

    private func restart() {
        rows.dropOpenRow()
        candidate = []
        valueCount = 0
        filledBeyond = false
        csv_free(&parser)
        csv_init(&parser, 0)
        csv_set_delim(&parser, delimiter)
    }

    private func pass(to end: Int) {
        scanned = end
        rowStart = end
        line += 1
    }

    // MARK: - Header

    private func decideHeader() throws(RegisterError) {
        let titles = candidate
        candidate = []
        guard titles.contains(where: { !$0.isEmpty }) else { return }
        let found = titles.map { title in title.isEmpty ? nil : vocabulary.role(of: [title]) }
        let names = RegisterField.names(of: register)
        guard found.contains(where: { role in role.map { names.contains($0.field) } ?? false }) else {
            // The widest row is what a person would call the header.
            if titles.count > firstCandidate?.titles.count ?? 0 { firstCandidate = (rowLine, titles) }
            if candidates >= Self.headerSearch, let firstCandidate { throw noNameColumn(firstCandidate) }
            return
        }
        hasHeader = true
        hasNameColumn = true
        hasRows = true
        roles = found
        self.titles = titles
        columnCount = titles.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
        columns = zip(titles, found).prefix(RegisterImporter.columnLimit).compactMap { title, role in
            title.isEmpty ? nil : ImportSummary.Column(title: title, meaning: role?.field.name)
        }
        firstCandidate = nil
    }

    private func noNameColumn(_ header: (line: Int, titles: [String])) -> RegisterError {
        .noNameColumn(
            path: path, register: register, line: header.line, seen: header.titles.filter { !$0.isEmpty }, expected: vocabulary.nameTitles)
    }

    // MARK: - Callbacks

    private static func from(_ data: UnsafeMutableRawPointer?) -> CSVRowParser {
        guard let data else { preconditionFailure("libcsv lost the user data of its parser") }
        return Unmanaged<CSVRowParser>.fromOpaque(data).takeUnretainedValue()
    }

    private static let value: @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void = { bytes, count, data in
        CSVRowParser.from(data).addValue(UnsafeRawBufferPointer(start: bytes, count: count).bindMemory(to: UInt8.self))
    }

    private static let rowEnd: @convention(c) (Int32, UnsafeMutableRawPointer?) -> Void = { _, data in
        CSVRowParser.from(data).endRow()
    }

    private func addValue(_ bytes: UnsafeBufferPointer<UInt8>) {
        let index = valueCount
        valueCount += 1
        guard hasHeader else {
            if candidate.count < RegisterImporter.columnLimit {
                candidate.append(String(decoding: ByteText.trimmed(UnsafeBufferPointer(rebasing: bytes.prefix(1024))), as: UTF8.self))
            }
            return
        }
        guard index < columnCount else {
            if !bytes.isEmpty { filledBeyond = true }
            return
        }
        guard !bytes.isEmpty, let role = roles[index] else { return }
        rows.add(bytes, role: role, column: index, title: titles[index])
    }

    private func endRow() {
        defer {
            valueCount = 0
            filledBeyond = false
        }
        guard hasHeader else {
            candidates += 1
            return
        }
        if valueCount < columnCount || filledBeyond { rows.refuse(.ragged(values: valueCount, columns: columnCount)) }
        rows.endRow(line: rowLine)
    }
}
