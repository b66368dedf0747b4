import KaipanText

/// Reads tables with a row for each utterance; the header says what the columns are.
struct CSVConversationReader: ConversationReader {
    /// Rows in which a header is looked for: exports have titles above it.
    private static let headerSearch = 10

    /// A table's shape.
    struct Layout {
        var delimiter: UInt8
        /// The row of the header.
        var header: Int
        var columns: [CSVColumn: Int]
        var units: [CSVColumn: CSVColumn.Unit]
        /// Titles that mean nothing here.
        var unknown: [String]
    }

    /// Finds the header of a table.
    /// - Returns: nil where no row names a column of words and another.
    static func layout(of text: [UInt8]) -> Layout? {
        let head = text.prefix(1 << 16)
        // A cut at a fixed length may fall inside of a quoted value; a shorter head has its end.
        for delimiter in [UInt8(ascii: ","), 0x09, UInt8(ascii: ";"), UInt8(ascii: "|")] where head.contains(delimiter) {
            let table = CSVTable(Array(head), delimiter: delimiter, limit: headerSearch)
            for (number, row) in table.rows.enumerated() {
                if let layout = layout(of: row, number: number, delimiter: delimiter) { return layout }
            }
        }
        return nil
    }

    private static func layout(of row: CSVTable.Row, number: Int, delimiter: UInt8) -> Layout? {
        var layout = Layout(delimiter: delimiter, header: number, columns: [:], units: [:], unknown: [])
        for (index, title) in row.values.enumerated() where !title.trimming().isEmpty {
            guard let (column, unit) = CSVColumn.column(of: title.trimming()), layout.columns[column] == nil else {
                layout.unknown.append(title.trimming())
                continue
            }
            layout.columns[column] = index
            layout.units[column] = unit
        }
        guard layout.columns[.text] != nil, [.speaker, .user, .role, .channel, .time, .start].contains(where: { layout.columns[$0] != nil })
        else { return nil }
        return layout
    }

    func read(into builder: inout ImportBuilder, name: String) throws(ImportError) {
        guard let layout = Self.layout(of: builder.source.text) else {
            throw .notThisFormat(
                .csv,
                expected: LocalizedText(
                    zh: "前 \(Self.headerSearch) 行中应有列名：内容，以及说话人、角色、声道、时间或开始之一",
                    en: "the first \(Self.headerSearch) rows should name the columns: text and one of speaker, role, channel, time, start"),
                position: nil, excerpt: Excerpt.head(builder.source.text))
        }
        let table = CSVTable(builder.source.text, delimiter: layout.delimiter)
        if let open = table.openQuote {
            throw builder.malformed(at: open, LocalizedText(zh: "引号没有结束", en: "a quotation mark is never closed"))
        }
        if !layout.unknown.isEmpty {
            builder.warn(
                zh: "未使用的列：\(layout.unknown.joined(separator: "、"))", en: "columns not used: \(layout.unknown.joined(separator: ", "))",
                at: builder.place(table.rows[layout.header].range))
        }
        let rows = table.rows.dropFirst(layout.header + 1)
        var times = Times(rows: rows, layout: layout, options: builder.options)
        let width = table.rows[layout.header].values.count
        for row in rows where row.values.contains(where: { !$0.isEmpty }) {
            let value = { (column: CSVColumn) -> String? in
                guard let index = layout.columns[column], index < row.values.count else { return nil }
                let text = row.values[index].trimming()
                return text.isEmpty ? nil : text
            }
            let place = builder.place(row.range)
            let conversation = builder.conversation(value(.conversation) ?? name)
            guard let index = layout.columns[.text], index < row.values.count, row.values.dropFirst(width).allSatisfy(\.isEmpty) else {
                try builder.keepUnparsed(
                    row.range, in: conversation, zh: "这一行有 \(row.values.count) 列，应为 \(width) 列，原文保留",
                    en: "the row has \(row.values.count) columns instead of \(width); kept raw")
                continue
            }
            let speaker = speaker(value, in: conversation, &builder)
            let placed = times.place(row, value)
            if placed.isUnreadable {
                builder.warn(zh: "时间无法读取", en: "a time cannot be read", at: place)
            }
            try builder.add(
                ImportedUtterance(
                    ordinal: 0, speaker: speaker, kind: .speech, text: row.values[index], start: placed.start, end: placed.end,
                    time: placed.moment, messageID: value(.message), place: place),
                to: conversation, end: placed.endMoment)
        }
    }

    private func speaker(_ value: (CSVColumn) -> String?, in conversation: Int, _ builder: inout ImportBuilder) -> Int? {
        let channel = value(.channel)
        let role = value(.role)
        guard let label = value(.speaker) ?? value(.user) ?? role ?? channel else { return nil }
        // A name that the table gives a role is known by both, so that the rules and words for labels see the role.
        let full = role.map { $0 == label ? label : "\(label)（\($0)）" } ?? label
        return builder.participant(
            ImportedParticipant(label: full, userID: value(.user), channel: channel.flatMap { Int($0) }), in: conversation)
    }

    // MARK: - Times

    /// Reads the columns of times, which may count from a start or name moments.
    private struct Times {
        struct Placed {
            var start: Int64?
            var end: Int64?
            var moment: Timestamp?
            var endMoment: Timestamp?
            var isUnreadable = false
        }

        private let layout: Layout
        private let offset: Int
        /// Of `time`, else of `start`.
        private var line: TimeLine
        private var endLine: TimeLine
        private let units: [CSVColumn: CSVColumn.Unit]

        init(rows: ArraySlice<CSVTable.Row>, layout: Layout, options: ImportOptions) {
            self.layout = layout
            offset = options.clockOffset
            let cells = { (column: CSVColumn) -> [String] in
                guard let index = layout.columns[column] else { return [] }
                return rows.compactMap { $0.values.indices.contains(index) ? $0.values[index].trimming() : nil }.filter { !$0.isEmpty }
            }
            let first = cells(layout.columns[.time] != nil ? .time : .start).lazy
                .compactMap { SpelledTime.whole($0, offset: options.clockOffset) }.first
            line = TimeLine(first: first, day: options.start?.dayInChina, options: options)
            endLine = line
            // Plain numbers are milliseconds, as recognisers write them, unless one of the column has a fraction.
            var units = layout.units
            for column in [CSVColumn.time, .start, .end] where units[column] == nil {
                let hasFraction = cells(column).contains { $0.utf8.contains(UInt8(ascii: ".")) && Double($0) != nil }
                units[column] = hasFraction ? .seconds : .milliseconds
            }
            if layout.units[.end] == nil, units[.start] == .seconds || units[.end] == .seconds {
                units[.start] = .seconds
                units[.end] = .seconds
            }
            self.units = units
        }

        mutating func place(_ row: CSVTable.Row, _ value: (CSVColumn) -> String?) -> Placed {
            var placed = Placed()
            let begin: CSVColumn = layout.columns[.time] != nil ? .time : .start
            if let text = value(begin) {
                if let number = number(text, begin) {
                    placed.start = number
                } else if let time = SpelledTime.whole(text, offset: offset) {
                    let result = line.place(time)
                    placed.start = result.offset
                    placed.moment = result.moment
                    endLine = line
                } else {
                    placed.isUnreadable = true
                }
            }
            // Beside moments, the start of the recording is told by the offsets.
            if begin == .time, placed.moment != nil, value(.start) != nil, value(.end) == nil { return placed }
            if let text = value(.end) {
                if let number = number(text, .end) {
                    placed.end = number
                    if begin == .time, let moment = placed.moment, let start = value(.start).flatMap({ self.number($0, .start) }),
                        number >= start
                    {
                        placed.endMoment = moment.advanced(by: number - start)
                        placed.end = nil
                    }
                } else if let time = SpelledTime.whole(text, offset: offset) {
                    let result = endLine.place(time)
                    placed.end = result.moment == nil ? result.offset : nil
                    placed.endMoment = result.moment
                } else {
                    placed.isUnreadable = true
                }
            }
            return placed
        }

        /// A plain number in the column's unit; of ten digits and more it is a moment since 1970.
        private func number(_ text: String, _ column: CSVColumn) -> Int64? {
            let hasPoint = text.utf8.contains(UInt8(ascii: "."))
            guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }),
                layout.units[column] != nil || text.utf8.count < 10 || hasPoint
            else { return nil }
            return DecimalText.duration(text, inSeconds: units[column] == .seconds)
        }
    }
}
