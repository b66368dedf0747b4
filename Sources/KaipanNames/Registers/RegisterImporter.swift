import KaipanText

/// Reads a register's export, row by row, in memory that does not grow with the file.
///
/// CSV (commas, tabs, semicolons), JSON (an array of objects or an object that holds one), JSON Lines and XML, in UTF-8, UTF-16 or GB18030.
/// The columns are found by their titles, as the registers and those who sell their data write them.
public struct RegisterImporter: Sendable {
    /// Finds the six-digit code of a division (GB/T 2260) by its names, from the largest to the smallest, such as 广东省, 广州市, 天河区.
    public typealias DivisionFinder = @Sendable (_ names: [String]) -> String?

    /// Bytes that one value may have; rows with longer ones are refused.
    public static let valueLimit = 64 << 10
    /// Bytes that one row may have; longer ones are refused.
    public static let rowLimit = 1 << 20
    /// Columns that are told apart; the values of others go into nothing.
    public static let columnLimit = 2000
    /// What is read of a file before its format and its rows are decided.
    private static let headSize = 1 << 20
    /// Rows after which a file without a column for names is given up.
    private static let patience = 1000

    /// The register that the rows belong to.
    public var register: RegisterKind
    /// The day that the data stands for.
    public var asOf: CivilDate
    /// The file's format; nil to go by its extension, else by its beginning.
    public var format: RegisterFormat?
    /// The file's encoding; nil to go by the mark, an XML declaration or the bytes.
    public var encoding: RegisterEncoding?
    /// The language of the reasons in the file of refused rows.
    public var language: Language = .chinese
    /// Finds divisions for rows that name theirs without a code; nil leaves them without one.
    public var findDivision: DivisionFinder?

    public init(register: RegisterKind, asOf: CivilDate) {
        self.register = register
        self.asOf = asOf
    }

    /// Reads a file from start to end.
    ///
    /// A row of a mark for one class has the key `number/class`, one for several `number/36+37`; a row without a number has a digest of
    /// its name, address and owner. Rows of one key may come more than once: the last stands.
    ///
    /// Complexity: O(n) in the file's bytes; memory is bounded by the limits above.
    /// - Parameters:
    ///   - path: a file or a pipe.
    ///   - rejected: where to write the rows that were refused, as CSV (line, reason, excerpt); an existing file is replaced.
    ///   - row: takes each entry, in the file's order; what it throws ends the reading.
    /// - Returns: the batch with the file's digest, and what could not be used.
    /// - Throws: `RegisterError` where the file cannot be read, is broken where no row can be told from the next, or has no names.
    public func read(
        _ path: String, rejected: String? = nil, row: (RegisterRow) throws -> Void
    ) throws(RegisterError) -> ImportSummary {
        var file = try RegisterFile(path: path)
        var run = try ImportRun(importer: self, path: path, rejected: rejected)
        var decoder = StreamDecoder(encoding: encoding)
        var text: [UInt8] = []
        var isFirst = true
        var isEnd = false
        while !isEnd {
            isEnd = try !file.next { (bytes) throws(RegisterError) -> Void in
                if isFirst, let found = Self.workbook(bytes) { throw .unsupported(path: path, found: found) }
                isFirst = false
                decoder.decode(bytes, isLast: bytes.isEmpty, into: &text)
            }
            // The beginning is kept together until format and rows are decided by it.
            guard isEnd || run.isStarted || text.count >= Self.headSize else { continue }
            try run.take(text, isLast: isEnd, row: row)
            text.removeAll(keepingCapacity: true)
        }
        return try run.finish(digest: file.digest, encoding: decoder.encoding ?? .utf8)
    }

    /// What a file is that only looks like a register to a person.
    private static func workbook(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return "Excel (.xlsx) / ZIP" }
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return "Excel (.xls)" }
        if bytes.starts(with: [0x1F, 0x8B]) { return "gzip" }
        return bytes.starts(with: "%PDF".utf8) ? "PDF" : nil
    }

    /// One reading of one file.
    private struct ImportRun: ~Copyable {
        let importer: RegisterImporter
        let path: String
        let vocabulary: RegisterVocabulary
        var parser: (any RowParser)?
        var format: RegisterFormat = .csv
        var assembler: RowAssembler
        var rejectedFile: RejectedRowsFile?
        var accepted = 0
        var refused = 0
        var firstRefused: [RefusedRow] = []

        init(importer: RegisterImporter, path: String, rejected: String?) throws(RegisterError) {
            self.importer = importer
            self.path = path
            vocabulary = RegisterVocabulary(importer.register)
            assembler = RowAssembler(register: importer.register, findDivision: importer.findDivision)
            rejectedFile = if let rejected { try RejectedRowsFile(path: rejected, language: importer.language) } else { nil }
        }

        var isStarted: Bool { parser != nil }

        mutating func take(_ text: [UInt8], isLast: Bool, row: (RegisterRow) throws -> Void) throws(RegisterError) {
            let parser = if let parser { parser } else { try start(text) }
            self.parser = parser
            let parsed: Result<Void, RegisterError> = text.withUnsafeBufferPointer { bytes in
                do throws(RegisterError) {
                    try parser.parse(bytes, isLast: isLast)
                    return .success(())
                } catch {
                    return .failure(error)
                }
            }
            // Rows before a break are handed out, so that the file of refused rows is complete up to there.
            try drain(parser, row)
            try parsed.get()
            if !parser.hasNameColumn, isLast ? accepted + refused > 0 : accepted + refused >= RegisterImporter.patience {
                throw .noNameColumn(
                    path: path, register: importer.register, line: nil, seen: parser.columns.map(\.title), expected: vocabulary.nameTitles)
            }
        }

        private mutating func start(_ text: [UInt8]) throws(RegisterError) -> any RowParser {
            guard text.contains(where: { !ByteText.isSpace($0) }) else { throw .empty(path: path) }
            format = importer.format ?? RegisterFormat(path: path) ?? RegisterFormat(beginning: text)
            // Exports of lines often have the name of the other format.
            if importer.format == nil, format == .json, RegisterFormat(beginning: text) == .jsonLines { format = .jsonLines }
            let register = importer.register
            switch format {
            case .csv: return CSVRowParser(path: path, register: register, vocabulary: vocabulary)
            case .json, .jsonLines:
                return JSONRowParser(path: path, register: register, vocabulary: vocabulary, isLines: format == .jsonLines)
            case .xml:
                let survey = XMLSurvey(vocabulary: vocabulary, register: register)
                let surveyor = XMLRowParser(path: path, register: register, vocabulary: vocabulary, rowPath: [], survey: survey)
                // A break is reported when the rows are read.
                _ = text.withUnsafeBufferPointer { bytes in
                    Result { () throws(RegisterError) in try surveyor.parse(bytes, isLast: false) }
                }
                let rowPath = survey.rowPath ?? survey.repeatedPath ?? []
                return XMLRowParser(path: path, register: register, vocabulary: vocabulary, rowPath: rowPath)
            }
        }

        private mutating func drain(_ parser: any RowParser, _ row: (RegisterRow) throws -> Void) throws(RegisterError) {
            var raw = parser.rows
            // So that the buffers have one owner and are used again.
            parser.rows = RawRows()
            var start = 0
            for item in raw.rows {
                let values = raw.values[start..<item.valuesEnd]
                start = item.valuesEnd
                let outcome: RowAssembler.Outcome =
                    if let refusal = item.refusal {
                        .refused(refusal)
                    } else {
                        raw.bytes.withUnsafeBufferPointer { assembler.assemble(values, in: $0, line: item.line) }
                    }
                switch outcome {
                case .row(let entry):
                    accepted += 1
                    do { try row(entry) } catch { throw RegisterError.stopped(by: error) }
                case .refused(let refusal):
                    try refuse(RefusedRow(line: item.line, refusal: refusal, excerpt: excerpt(of: item, values, raw, parser)))
                }
            }
            raw.removeRows()
            parser.rows = raw
        }

        private mutating func refuse(_ row: RefusedRow) throws(RegisterError) {
            refused += 1
            if firstRefused.count < 10 { firstRefused.append(row) }
            try rejectedFile?.write(row)
        }

        private func excerpt(
            of item: RawRows.Row, _ values: ArraySlice<RawRows.Value>, _ raw: RawRows, _ parser: any RowParser
        ) -> String {
            let text =
                if let excerpt = item.excerpt {
                    excerpt
                } else if let source = parser.source(of: item) {
                    String(decoding: source.prefix(1000), as: UTF8.self)
                } else {
                    values.prefix(8).map { String(decoding: raw.bytes[$0.start..<min($0.end, $0.start + 200)], as: UTF8.self) }
                        .joined(separator: ", ")
                }
            return Excerpt.beginning(text, limit: 200)
        }

        consuming func finish(digest: String, encoding: RegisterEncoding) throws(RegisterError) -> ImportSummary {
            guard let parser, parser.hasRows else { throw .noRows(path: path, format: format) }
            try rejectedFile?.flush()
            let file = path.split(separator: "/").last.map(String.init) ?? path
            return ImportSummary(
                batch: RegisterBatch(
                    register: importer.register, file: file, digest: digest, asOf: importer.asOf.description, rows: accepted,
                    rejected: refused),
                format: format, encoding: encoding, columns: parser.columns,
                unreadValues: assembler.unread.values.sorted { $0.meaning < $1.meaning }, firstRefused: firstRefused)
        }
    }
}
