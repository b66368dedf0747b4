import KaipanText

/// Why a file is not one of a tiled log.
public enum TileError: Error, Sendable, Hashable {
    case path(String)
    case notHashes(TilePath)
    case length(TilePath, expected: Int, found: Int)
    case entryTooLong(index: Int, length: Int)
    case entryCount(expected: Int, found: Int)
    case truncated(offset: Int)

    /// What is wrong, where, and what was expected.
    public var message: LocalizedText {
        switch self {
        case .path(let path):
            LocalizedText(
                zh: "「\(path)」不是瓦片路径，应如 tile/0/x001/x234/067.p/12 或 tile/entries/000",
                en: "\"\(path)\" is no path of a tile; expected one such as tile/0/x001/x234/067.p/12 or tile/entries/000")
        case .notHashes(let path):
            LocalizedText(zh: "\(path) 存放条目，不是哈希", en: "\(path) holds entries, not hashes")
        case .length(let path, let expected, let found):
            LocalizedText(zh: "\(path) 应为 \(expected) 字节，实为 \(found)", en: "\(path) has \(found) bytes, expected \(expected)")
        case .entryTooLong(let index, let length):
            LocalizedText(
                zh: "第 \(index) 条有 \(length) 字节，上限 \(EntryBundle.maximumEntryLength)",
                en: "entry \(index) has \(length) bytes, the limit is \(EntryBundle.maximumEntryLength)")
        case .entryCount(let expected, let found):
            LocalizedText(zh: "条目文件应有 \(expected) 条，实有 \(found) 条", en: "the bundle has \(found) entries, expected \(expected)")
        case .truncated(let offset):
            LocalizedText(zh: "条目文件在第 \(offset) 字节处的条目不完整", en: "the entry at byte \(offset) of the bundle is cut off")
        }
    }
}
