import KaipanText

/// Why bytes are no signed note, or a note cannot be trusted.
public enum NoteError: Error, Sendable, Hashable {
    case tooLong(Int)
    /// A control character other than a newline.
    case character(UInt8, offset: Int)
    case invalidUTF8(offset: Int)
    /// No empty line stands between text and signatures.
    case noSeparator
    case noSignatures
    /// The line, counted from 1 behind the text, is no signature, or its newline is missing.
    case signatureLine(Int)
    case tooManySignatures(Int)
    /// The text to be signed does not end in a newline.
    case text
    case vkey(String)
    case keyType(UInt8)
    case keyID(expected: NoteKeyID, found: String)
    case ambiguousKey(name: NoteKeyName, id: NoteKeyID)
    case badSignature(name: NoteKeyName, id: NoteKeyID)
    /// With the names that did sign.
    case noKnownSignature([NoteKeyName])
    case signing

    /// What is wrong, where, and what was expected.
    public var message: LocalizedText {
        switch self {
        case .tooLong(let count):
            LocalizedText(
                zh: "签名文本有 \(count) 字节，上限 \(SignedNote.maximumLength)",
                en: "the note has \(count) bytes, the limit is \(SignedNote.maximumLength)")
        case .character(let byte, let offset):
            LocalizedText(
                zh: "签名文本第 \(offset) 字节是控制字符 0x\(Hexadecimal.string([byte]))，只允许换行",
                en: "the note has the control character 0x\(Hexadecimal.string([byte])) at byte \(offset); only newlines are allowed")
        case .invalidUTF8(let offset):
            LocalizedText(zh: "签名文本第 \(offset) 字节起不是有效的 UTF-8", en: "the note is not UTF-8 from byte \(offset) on")
        case .noSeparator:
            LocalizedText(
                zh: "签名文本的正文与签名之间缺少空行", en: "no empty line stands between the note's text and its signatures")
        case .noSignatures:
            LocalizedText(zh: "签名文本没有签名行", en: "the note has no signature line")
        case .signatureLine(let line):
            LocalizedText(
                zh: "第 \(line) 个签名行格式不对，应为「— 名称 base64」并以换行结束",
                en: "signature line \(line) is malformed; expected \"— name base64\" and a newline")
        case .tooManySignatures(let count):
            LocalizedText(
                zh: "签名有 \(count) 个，上限 \(SignedNote.maximumSignatures)",
                en: "there are \(count) signatures, the limit is \(SignedNote.maximumSignatures)")
        case .text:
            LocalizedText(zh: "待签名的正文应以换行结束", en: "a text to be signed ends in a newline")
        case .vkey(let vkey):
            LocalizedText(
                zh: "「\(vkey)」不是验证密钥，应为 名称+8 位十六进制+base64（33 字节）",
                en: "\"\(vkey)\" is no verifier key; expected name+8 hexadecimal digits+base64 of 33 bytes")
        case .keyType(let type):
            LocalizedText(
                zh: "不支持的签名类型 0x\(Hexadecimal.string([type]))，支持 0x01 与 0x04",
                en: "signature type 0x\(Hexadecimal.string([type])) is not supported; 0x01 and 0x04 are")
        case .keyID(let expected, let found):
            LocalizedText(zh: "密钥标识应为 \(expected)，实为 \(found)", en: "the key's identifier is \(expected), not \(found)")
        case .ambiguousKey(let name, let id):
            LocalizedText(
                zh: "有两个已知密钥同为 \(name)+\(id)，请只保留一个", en: "two known keys are both \(name)+\(id); keep one of them")
        case .badSignature(let name, let id):
            LocalizedText(
                zh: "\(name)+\(id) 的签名与正文不符：正文被改动或签名是伪造的",
                en: "the signature of \(name)+\(id) does not fit the text: the text was changed or the signature is forged")
        case .noKnownSignature(let names):
            LocalizedText(
                zh: "没有已知密钥的签名；签名者：\(names.map(\.description).joined(separator: "、"))",
                en: "no known key signed; signed by \(names.map(\.description).joined(separator: ", "))")
        case .signing:
            LocalizedText(zh: "签名失败", en: "the key could not sign")
        }
    }
}
