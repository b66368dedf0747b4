import KaipanText

/// Why one row of a register was not taken; the others are.
public enum RowRefusal: Sendable, Hashable {
    /// The row has no name.
    case noName
    /// A mark that is a picture without words, which no name can be compared with.
    case wordless
    /// The name holds bytes that are no character of the file's encoding.
    case wrongCharacters
    /// The row has fewer or more values than the header has columns.
    case ragged(values: Int, columns: Int)
    /// A value of a column is longer than `RegisterImporter.valueLimit`.
    case valueTooLong(column: String)
    /// The row is longer than `RegisterImporter.rowLimit`.
    case rowTooLong
    /// A quotation mark opens a value and none ends it, in the lines up to the given one.
    case openQuote(through: Int)
    /// The line of JSON Lines is no object, or a broken one.
    case malformed(LocalizedText)
}

extension RowRefusal {
    /// The reason with what to do, without the place.
    public var message: LocalizedText {
        switch self {
        case .noName: LocalizedText(zh: "没有名称", en: "no name")
        case .wordless: LocalizedText(zh: "没有文字的图形商标，无法比对名称", en: "a mark without words cannot be compared with a name")
        case .wrongCharacters:
            LocalizedText(
                zh: "名称中有无法解码的字符；请检查文件编码", en: "the name holds bytes that are no character; check the file's encoding")
        case .ragged(let values, let columns):
            LocalizedText(
                zh: "有 \(values) 个值，应为 \(columns) 列；值中的分隔符或换行应加引号",
                en: "\(values) values for \(columns) columns; quote values that hold delimiters or line ends")
        case .valueTooLong(let column):
            LocalizedText(
                zh: "“\(column)”列的值超过 \(RegisterImporter.valueLimit >> 10) KiB",
                en: "the value of “\(column)” is longer than \(RegisterImporter.valueLimit >> 10) KiB")
        case .rowTooLong:
            LocalizedText(
                zh: "一行超过 \(RegisterImporter.rowLimit >> 20) MiB", en: "the row is longer than \(RegisterImporter.rowLimit >> 20) MiB")
        case .openQuote(let line):
            LocalizedText(
                zh: "引号没有结束（直到第 \(line) 行）；值中的引号应写两次",
                en: "a quotation mark is not closed (up to line \(line)); write those inside a value twice")
        case .malformed(let reason): reason
        }
    }
}
