import KaipanText

/// Why a document could not be read.
public enum ReadingError: Error, Sendable {
    /// The file system refused, or the file is locked.
    case unreadable(path: String, reason: LocalizedText)
    /// No reader knows the format.
    case unsupported(path: String, known: [String])
    /// The document is larger than what is read at all.
    case tooLarge(path: String, bytes: Int, limit: Int)
    /// The markup is broken in a way that no reader can mend.
    case malformed(path: String, part: String?, position: SourcePosition?, excerpt: String?, reason: LocalizedText)
    /// A limit that keeps hostile documents from exhausting the machine was passed.
    case limitExceeded(path: String, part: String?, position: SourcePosition?, limit: Limit)

    /// The limits of reading.
    public enum Limit: Sendable, Equatable {
        /// Elements open at once.
        case depth(Int)
        /// Bytes of text that entities may produce.
        case entityExpansion(Int)
        /// Bytes of one part of an archive once unpacked.
        case unpackedSize(Int)
        /// How many times larger than its archive a part may be.
        case compressionRatio(Int)
    }
}

extension ReadingError {
    /// Where the error stands, if it has a place.
    public var position: SourcePosition? {
        switch self {
        case .malformed(_, _, let position, _, _), .limitExceeded(_, _, let position, _): position
        case .unreadable, .unsupported, .tooLarge: nil
        }
    }

    /// What happened, what was expected and what to do, without the place.
    public var message: LocalizedText {
        switch self {
        case .unreadable(_, let reason):
            LocalizedText(zh: "无法读取：\(reason.zh)", en: "cannot be read: \(reason.en)")
        case .unsupported(_, let known):
            LocalizedText(
                zh: "不支持的格式；可读取：\(known.joined(separator: "、"))。请另存为其中之一",
                en: "unknown format; readable are \(known.joined(separator: ", ")). Save it as one of these")
        case .tooLarge(_, let bytes, let limit):
            LocalizedText(
                zh: "文件 \(bytes >> 20) MiB，超过上限 \(limit >> 20) MiB；请拆分后再检查",
                en: "\(bytes >> 20) MiB is over the limit of \(limit >> 20) MiB; split the file and check the parts")
        case .malformed(_, let part, _, let excerpt, let reason):
            LocalizedText(
                zh: "\(part.map { "部件 \($0) " } ?? "")格式损坏：\(reason.zh)\(excerpt.map { "，在“\($0)”附近" } ?? "")；请修复或重新导出",
                en: "\(part.map { "part \($0) is " } ?? "")malformed: \(reason.en)\(excerpt.map { ", near “\($0)”" } ?? ""); mend it or export it again")
        case .limitExceeded(_, let part, _, let limit):
            limit.message(part: part)
        }
    }
}

extension ReadingError.Limit {
    fileprivate func message(part: String?) -> LocalizedText {
        let zh = part.map { "部件 \($0) " } ?? ""
        let en = part.map { "part \($0): " } ?? ""
        return switch self {
        case .depth(let limit):
            LocalizedText(zh: "\(zh)元素嵌套超过 \(limit) 层，已停止读取", en: "\(en)elements are nested more than \(limit) deep; not read")
        case .entityExpansion(let limit):
            LocalizedText(
                zh: "\(zh)实体展开超过 \(limit >> 10) KiB，已停止读取", en: "\(en)entities expand to more than \(limit >> 10) KiB; not read")
        case .unpackedSize(let limit):
            LocalizedText(
                zh: "\(zh)解压后超过 \(limit >> 20) MiB，已停止读取", en: "\(en)is larger than \(limit >> 20) MiB once unpacked; not read")
        case .compressionRatio(let limit):
            LocalizedText(
                zh: "\(zh)压缩比超过 \(limit) 倍，疑似压缩炸弹，已停止读取",
                en: "\(en)is compressed more than \(limit) times, like a ZIP bomb; not read")
        }
    }
}
