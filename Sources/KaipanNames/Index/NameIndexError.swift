import KaipanText

/// Why an index of names could not be read or written.
public enum NameIndexError: Error, Sendable, Equatable {
    /// There is no file, or the system refuses it.
    case unreadable(path: String, reason: String)
    /// The file is none of ours.
    case notAnIndex(path: String)
    /// The file is of another version of the format or of the character tables.
    case version(path: String, found: Int, expected: Int)
    /// The file is shorter or longer than its header says.
    case truncated(path: String, bytes: Int, expected: Int)
    /// A page does not have the content that was written, by its checksum.
    case damaged(path: String, page: Int)
    /// The delta belongs to another base.
    case strangeDelta(path: String)
    /// The disk is full, or the system refuses to write.
    case unwritable(path: String, reason: String)
    /// More rows than an index holds.
    case tooManyRows(limit: Int)
    /// The registers are in a PostgreSQL database, and it did not do what was asked.
    case postgres(NameDatabaseError)

    /// What happened, what was expected and what to do.
    public var message: LocalizedText {
        switch self {
        case .unreadable(let path, let reason):
            LocalizedText(
                zh: "\(path)：读不了名称索引（\(reason)）。先用 kaipan names import 建立索引，或者用 --index 指明位置。",
                en: "\(path): the index of names cannot be read (\(reason)). Make one with kaipan names import, or name it with --index.")
        case .notAnIndex(let path):
            LocalizedText(
                zh: "\(path)：不是名称索引文件。应为 kaipan names import 写出的文件。",
                en: "\(path): this is no index of names; expected a file that kaipan names import wrote.")
        case .version(let path, let found, let expected):
            LocalizedText(
                zh: "\(path)：索引格式是第 \(found) 版，本程序用第 \(expected) 版。请从登记数据重新导入。",
                en: "\(path): the index has format \(found), this program reads \(expected). Import the registers again.")
        case .truncated(let path, let bytes, let expected):
            LocalizedText(
                zh: "\(path)：文件有 \(bytes) 字节，应有 \(expected) 字节。文件不完整，请从备份恢复或者重新导入。",
                en: "\(path): the file has \(bytes) bytes and should have \(expected). It is incomplete: restore it or import again.")
        case .damaged(let path, let page):
            LocalizedText(
                zh: "\(path)：第 \(page) 页（每页 4096 字节）与写入时不同，索引已损坏，没有给出结果。请从备份恢复或者重新导入。",
                en: "\(path): page \(page) (of 4096 bytes) is not what was written. The index is damaged, and no answer is given: restore it or import again.")
        case .strangeDelta(let path):
            LocalizedText(
                zh: "\(path)：增量文件不属于旁边的索引。请把两个文件一起恢复，或者删去增量后重新导入。",
                en: "\(path): the delta belongs to another index. Restore both files together, or remove the delta and import again.")
        case .unwritable(let path, let reason):
            LocalizedText(
                zh: "\(path)：写不了（\(reason)）。原来的索引仍然有效。",
                en: "\(path): cannot be written (\(reason)). The index as it was stays in force.")
        case .tooManyRows(let limit):
            LocalizedText(
                zh: "一个索引至多 \(limit) 行。请按登记种类或者地区分开建立索引。",
                en: "An index holds at most \(limit) rows. Make several, by register or region.")
        case .postgres(let error):
            error.message
        }
    }
}
