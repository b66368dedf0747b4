import KaipanDocuments
import KaipanText

/// Why a file could not be imported; nothing of it is imported then.
///
/// The file's name is the caller's: `message` says where in the file.
public enum ImportError: Error, Sendable {
    /// The file holds nothing.
    case empty
    /// The file is larger than what is read.
    case tooLarge(bytes: Int, limit: Int)
    /// No format fits the content.
    case unknownFormat(tried: [ImportFormat], excerpt: String)
    /// The content is not of the format that it should be of.
    case notThisFormat(ImportFormat, expected: LocalizedText, position: SourcePosition?, excerpt: String?)
    /// The content breaks the rules of its format.
    case malformed(ImportFormat?, position: SourcePosition, path: String?, expected: LocalizedText, excerpt: String)
    /// All messages are still encrypted.
    case encrypted(count: Int)
    /// A limit that keeps hostile files from exhausting the machine was passed.
    case limitExceeded(Limit, position: SourcePosition?)
    /// The reader of documents refused.
    case document(ReadingError)

    /// The limits of imports.
    public enum Limit: Sendable, Equatable {
        /// Arrays, objects or elements open at once.
        case depth(Int)
        case utterances(Int)
        /// Values of one JSON file.
        case values(Int)
    }
}

extension ImportError {
    /// What happened, where, what was expected and what to do.
    public var message: LocalizedText {
        switch self {
        case .empty:
            LocalizedText(zh: "文件为空；请重新导出", en: "the file is empty; export it again")
        case .tooLarge(let bytes, let limit):
            LocalizedText(
                zh: "文件 \(bytes >> 20) MiB，超过上限 \(limit >> 20) MiB；请按日期拆分后再导入",
                en: "\(bytes >> 20) MiB is over the limit of \(limit >> 20) MiB; split the file by date")
        case .unknownFormat(let tried, let excerpt):
            LocalizedText(
                zh: "无法识别的格式，开头是“\(excerpt)”；已尝试：\(tried.map(\.title.zh).joined(separator: "、"))。如确知格式，请指定",
                en: "the format is not known; it begins “\(excerpt)”. Tried: \(tried.map(\.rawValue).joined(separator: ", ")). "
                    + "Name the format if you know it")
        case .notThisFormat(let format, let expected, let position, let excerpt):
            LocalizedText(
                zh: "\(Self.zh(position))不是\(format.title.zh)：\(expected.zh)\(excerpt.map { "，实际是“\($0)”" } ?? "")",
                en: "\(Self.en(position))not \(format.title.en): \(expected.en)\(excerpt.map { ", found “\($0)”" } ?? "")")
        case .malformed(let format, let position, let path, let expected, let excerpt):
            LocalizedText(
                zh: "\(Self.zh(position))\(format.map { "\($0.title.zh)" } ?? "")格式损坏\(path.map { "（\($0)）" } ?? "")："
                    + "\(expected.zh)，在“\(excerpt)”附近；请修复或重新导出",
                en: "\(Self.en(position))malformed\(format.map { " \($0.title.en)" } ?? "")\(path.map { " at \($0)" } ?? ""): "
                    + "\(expected.en), near “\(excerpt)”; mend it or export it again")
        case .encrypted(let count):
            LocalizedText(
                zh: "\(count) 条消息都未解密（只有 encrypt_chat_msg）；请先用会话存档 SDK 的 DecryptData 解密后再导入",
                en: "all \(count) messages are encrypted (encrypt_chat_msg only); decrypt them with the SDK's DecryptData first")
        case .limitExceeded(let limit, let position):
            LocalizedText(
                zh: "\(Self.zh(position))\(limit.message.zh)，未导入；请拆分文件",
                en: "\(Self.en(position))\(limit.message.en); not imported. Split the file")
        case .document(let error):
            error.message
        }
    }

    private static func zh(_ position: SourcePosition?) -> String { position.map { "第 \($0.line) 行第 \($0.column) 列：" } ?? "" }
    private static func en(_ position: SourcePosition?) -> String { position.map { "line \($0.line), column \($0.column): " } ?? "" }
}

extension ImportError.Limit {
    fileprivate var message: LocalizedText {
        switch self {
        case .depth(let limit): LocalizedText(zh: "嵌套超过 \(limit) 层", en: "nested more than \(limit) deep")
        case .utterances(let limit): LocalizedText(zh: "超过 \(limit) 条发言", en: "more than \(limit) utterances")
        case .values(let limit): LocalizedText(zh: "超过 \(limit) 个值", en: "more than \(limit) values")
        }
    }
}
