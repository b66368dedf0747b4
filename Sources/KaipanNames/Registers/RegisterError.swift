import KaipanText

/// Why a register could not be read.
public enum RegisterError: Error, Sendable {
    /// The file system refused.
    case unreadable(path: String, reason: LocalizedText)
    /// The file is of a format that is not read, such as a workbook.
    case unsupported(path: String, found: String)
    /// The file holds no text at all.
    case empty(path: String)
    /// The file is broken, so that the rest of it cannot be read. Line and column count from 1, columns in Unicode scalars.
    case malformed(path: String, line: Int, column: Int?, excerpt: String?, reason: LocalizedText)
    /// No column holds names. `line` is that of the header where there is one.
    case noNameColumn(path: String, register: RegisterKind, line: Int?, seen: [String], expected: [String])
    /// The file holds no rows in the shape that its format has them in.
    case noRows(path: String, format: RegisterFormat)
    /// A limit that keeps hostile files from exhausting the machine was passed.
    case limitExceeded(path: String, line: Int, limit: Limit)
    /// The file of refused rows cannot be written.
    case unwritable(path: String, reason: LocalizedText)
    /// Whoever takes the rows failed, and the reading stopped.
    case stopped(by: any Error)

    /// The limits of reading.
    public enum Limit: Sendable, Equatable {
        /// Elements, objects or arrays open at once.
        case depth(Int)
        /// Bytes of one value.
        case value(Int)
        /// Bytes of text that entities may produce in one row.
        case entityExpansion(Int)
    }
}

extension RegisterError {
    /// What happened, what was expected and what to do, with the file and the place.
    public var message: LocalizedText {
        switch self {
        case .unreadable(let path, let reason):
            LocalizedText(zh: "\(path)：无法读取：\(reason.zh)", en: "\(path): cannot be read: \(reason.en)")
        case .unsupported(let path, let found):
            LocalizedText(
                zh: "\(path)：这是 \(found)，登记数据应为 CSV、JSON 或 XML；请另存为 CSV（UTF-8）再导入",
                en: "\(path): this is \(found), but registers are read from CSV, JSON or XML; save it as CSV (UTF-8) and import that")
        case .empty(let path):
            LocalizedText(zh: "\(path)：文件是空的；请重新导出", en: "\(path): the file is empty; export it again")
        case .malformed(let path, let line, let column, let excerpt, let reason):
            LocalizedText(
                zh: "\(path):\(line)\(column.map { ":\($0)" } ?? "")：格式损坏：\(reason.zh)\(excerpt.map { "，在“\($0)”附近" } ?? "")；请修复或重新导出",
                en: "\(path):\(line)\(column.map { ":\($0)" } ?? ""): malformed: \(reason.en)\(excerpt.map { ", near “\($0)”" } ?? ""); "
                    + "mend it or export it again")
        case .noNameColumn(let path, let register, let line, let seen, let expected):
            LocalizedText(
                zh: "\(path)\(line.map { ":\($0)" } ?? "")：没有名称列。文件中的列：\(Self.list(seen, "、", none: "无"))；"
                    + "\(register.title.zh)登记应有其中之一：\(expected.joined(separator: "、"))。请修改列名，或用 --as 指定正确的登记类别",
                en: "\(path)\(line.map { ":\($0)" } ?? ""): no column holds names. Columns found: \(Self.list(seen, ", ", none: "none")); "
                    + "a register of \(register.title.en) needs one of: \(expected.joined(separator: ", ")). "
                    + "Rename the column, or give the right register with --as")
        case .noRows(let path, let format):
            LocalizedText(
                zh: "\(path)：没有找到记录；\(format.rowsExpected.zh)", en: "\(path): no rows found; \(format.rowsExpected.en)")
        case .limitExceeded(let path, let line, let limit):
            LocalizedText(
                zh: "\(path):\(line)：\(limit.message.zh)，已停止读取", en: "\(path):\(line): \(limit.message.en); not read any further")
        case .unwritable(let path, let reason):
            LocalizedText(
                zh: "\(path)：无法写入未导入的行：\(reason.zh)", en: "\(path): the refused rows cannot be written: \(reason.en)")
        case .stopped(let error):
            LocalizedText(zh: "导入中止：\(error)", en: "the import stopped: \(error)")
        }
    }

    private static func list(_ names: [String], _ separator: String, none: String) -> String {
        names.isEmpty ? none : names.prefix(40).joined(separator: separator) + (names.count > 40 ? "…" : "")
    }
}

extension RegisterError.Limit {
    fileprivate var message: LocalizedText {
        switch self {
        case .depth(let limit): LocalizedText(zh: "嵌套超过 \(limit) 层", en: "nested more than \(limit) deep")
        case .value(let limit):
            LocalizedText(zh: "一个值超过 \(limit >> 20) MiB", en: "one value is longer than \(limit >> 20) MiB")
        case .entityExpansion(let limit):
            LocalizedText(zh: "一行的实体展开超过 \(limit >> 10) KiB", en: "entities of one row expand to more than \(limit >> 10) KiB")
        }
    }
}

extension RegisterFormat {
    fileprivate var rowsExpected: LocalizedText {
        switch self {
        case .csv: LocalizedText(zh: "第一行应为列名，其后每行一条记录", en: "the first row should name the columns, and rows follow")
        case .json:
            LocalizedText(
                zh: "应为一个对象数组，或含有对象数组的对象（如 records、data、rows）",
                en: "expected is an array of objects, or an object that holds one (records, data, rows …)")
        case .jsonLines: LocalizedText(zh: "每行应为一个 JSON 对象", en: "each line should be a JSON object")
        case .xml:
            LocalizedText(
                zh: "应有重复的元素，每个为一条记录，其子元素或属性为各列",
                en: "expected is an element that repeats, one for each row, with the columns as its children or attributes")
        }
    }
}

extension RegisterKind {
    public var title: LocalizedText {
        switch self {
        case .place: LocalizedText(zh: "地名", en: "places")
        case .trademark: LocalizedText(zh: "商标", en: "trademarks")
        case .project: LocalizedText(zh: "项目", en: "projects")
        }
    }
}
