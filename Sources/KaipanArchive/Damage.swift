import KaipanLog
import KaipanText
import KaipanTimeStamps

/// The words for what is wrong with a stored value; names of tables, columns and members stay as they are in every language.
package enum Damage {
    package static let missing = LocalizedText(zh: "缺失", en: "missing")
    package static let noText = LocalizedText(zh: "不是 UTF-8 文本", en: "no UTF-8 text")
    static let noJSON = LocalizedText(zh: "解密后的内容不是应有的 JSON", en: "the decrypted content is not the JSON that it should be")
    /// Of ciphertext.
    static let digest = LocalizedText(zh: "内容的 SHA-256 与日志所记不符", en: "the SHA-256 of the content is not the one in the log")
    static let chunkDigest = LocalizedText(zh: "各块的 SHA-256 与日志所记不符", en: "the SHA-256 of the chunks is not the one in the log")
    package static let keyCommitment = LocalizedText(
        zh: "密钥与日志里的密钥承诺不符（key commitment）", en: "the key is not the one of the key commitment in the log")
    package static let commitment = LocalizedText(
        zh: "解密后的内容与日志里的承诺不符（commitment）", en: "the decrypted content is not that of the commitment in the log")
    static let decryption = LocalizedText(zh: "密文未通过校验（AES-GCM）", en: "the ciphertext fails its check (AES-GCM)")
    static let wrapping = LocalizedText(zh: "密钥解不开（AES-KW）", en: "the key cannot be unwrapped (AES-KW)")
    static let utteranceRoot = LocalizedText(zh: "话语树的根与日志所记不符", en: "the root of the utterances is not the one in the log")
    static let lost = LocalizedText(zh: "半行：写入时断电或磁盘已满", en: "half a line, which a power cut or a full disk left")

    /// Members or columns that are not there, or hold what they never do.
    package static func malformed(_ names: String) -> LocalizedText { LocalizedText(zh: "缺失或不合格式：\(names)", en: "missing or malformed: \(names)") }

    /// A value that is not the one that the log says.
    static func differs(_ name: String) -> LocalizedText { LocalizedText(zh: "\(name) 与日志不符", en: "\(name) is not what the log says") }

    static func length(_ bytes: some BinaryInteger) -> LocalizedText { LocalizedText(zh: "长度不对：\(bytes) 字节", en: "wrong length: \(bytes) bytes") }

    static func count(_ found: some BinaryInteger, of expected: some BinaryInteger) -> LocalizedText {
        LocalizedText(zh: "有 \(found) 个，应为 \(expected) 个", en: "\(found) found, \(expected) expected")
    }

    /// What SQLite says, in its words.
    static func database(_ words: String) -> LocalizedText { LocalizedText(zh: "数据库的报告：\(words)", en: "the database says: \(words)") }

    /// Something within what is damaged.
    static func part(_ object: String, _ reason: LocalizedText) -> LocalizedText {
        LocalizedText(zh: "\(object)：\(reason.zh)", en: "\(object): \(reason.en)")
    }

    /// The words of an error that reading a stored value gave.
    static func words(_ error: any Error) -> LocalizedText {
        switch error {
        case ArchiveError.damaged(let object, let reason): part(object, reason)
        case let error as ArchiveError: error.message
        case let error as CanonicalJSONError: error.message
        case let error as CheckpointError: error.message
        case let error as NoteError: error.message
        case let error as ProofError: error.message
        case let error as TimeStampError: error.message
        default: LocalizedText(zh: "错误：\(error)", en: "error: \(error)")
        }
    }
}
