import CZip
import KaipanText

/// Why an office document cannot be opened, and what to do.
enum ContainerProblem {
    static let empty = LocalizedText(zh: "文件是空的", en: "the file is empty")
    static let missingPart = LocalizedText(zh: "压缩包内缺少这一部件", en: "the part is missing")
    static let outOfMemory = LocalizedText(zh: "内存不足", en: "out of memory")
    static let encryptedArchive = LocalizedText(
        zh: "文件已加密，请去除密码后另存", en: "the file is encrypted; save it without a password")
    static let compound = LocalizedText(
        zh: "文件有打开密码，或是旧版 .doc；请去除密码，或另存为 .docx",
        en: "the file has a password or is an old .doc; remove the password or save it as .docx")
    static let noDocument = LocalizedText(zh: "压缩包内没有 Word 正文", en: "the archive holds no Word document")

    /// What libzip says of an archive.
    /// - Parameters:
    ///   - code: libzip's error.
    ///   - reason: its words, which are English.
    static func damaged(code: Int32, reason: String) -> LocalizedText {
        let zh =
            switch code {
            case ZIP_ER_NOZIP: "不是 ZIP 压缩包（.docx 是 ZIP）"
            case ZIP_ER_INCONS: "压缩包的目录自相矛盾"
            case ZIP_ER_CRC: "校验和不符，内容已损坏"
            case ZIP_ER_ZLIB, ZIP_ER_COMPRESSED_DATA: "压缩数据已损坏"
            case ZIP_ER_EOF: "文件不完整，末尾缺失"
            case ZIP_ER_COMPNOTSUPP: "使用了不支持的压缩方法"
            default: "压缩包已损坏（\(reason)）"
            }
        return LocalizedText(zh: zh, en: reason)
    }
}
