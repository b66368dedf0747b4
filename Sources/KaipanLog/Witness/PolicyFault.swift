import KaipanText

/// What is wrong with one statement of a trust policy.
public enum PolicyFault: Error, Sendable, Hashable {
    case tooLong(Int)
    case noNewline
    case character(UInt8)
    /// An unknown keyword, or not the words that belong to it.
    case syntax(PolicyWord)
    case vkey(NoteError)
    /// A log's key must sign notes (0x01), a witness's cosign (0x04).
    case keyType(NoteVerifierKey)
    case duplicateKey(NoteVerifierKey)
    case nameTaken(PolicyWord)
    case undefinedName(PolicyWord)
    case memberTwice(PolicyWord)
    case threshold(Int, members: Int)
    case secondQuorum
    case noQuorum

    /// What is wrong and what was expected.
    public var message: LocalizedText {
        switch self {
        case .tooLong(let count):
            LocalizedText(
                zh: "策略有 \(count) 字节，上限 \(TrustPolicy.maximumLength)",
                en: "the policy has \(count) bytes, the limit is \(TrustPolicy.maximumLength)")
        case .noNewline:
            LocalizedText(zh: "最后一行没有以换行结束", en: "the last line does not end in a newline")
        case .character(let byte):
            LocalizedText(
                zh: "不允许控制字符 0x\(Hexadecimal.string([byte]))",
                en: "the control character 0x\(Hexadecimal.string([byte])) is not allowed")
        case .syntax(let keyword):
            LocalizedText(
                zh: "「\(keyword)」语句不成立，应为 log <vkey> [url]、witness <名称> <vkey> [url]、group <名称> <all|any|数> <成员>…、"
                    + "quorum <名称|none>",
                en: "the statement \"\(keyword)\" is not one of log <vkey> [url], witness <name> <vkey> [url], "
                    + "group <name> <all|any|number> <member>…, quorum <name|none>")
        case .vkey(let error): error.message
        case .keyType(let key):
            LocalizedText(
                zh: "密钥 \(key) 的类型不对：日志用 0x01，见证人用 0x04",
                en: "the key \(key) has the wrong type: logs have 0x01, witnesses 0x04")
        case .duplicateKey(let key):
            LocalizedText(zh: "公钥重复：\(key)", en: "the public key stands twice: \(key)")
        case .nameTaken(let name):
            LocalizedText(zh: "名称「\(name)」已被占用", en: "the name \"\(name)\" is taken")
        case .undefinedName(let name):
            LocalizedText(
                zh: "名称「\(name)」在此之前没有定义", en: "the name \"\(name)\" is not defined before this line")
        case .memberTwice(let name):
            LocalizedText(
                zh: "「\(name)」已是某一组的成员，只能出现一次", en: "\"\(name)\" is a member already; it can be one only once")
        case .threshold(let count, let members):
            LocalizedText(
                zh: "\(members) 个成员的组，门槛不能是 \(count)，应为 1 至成员数",
                en: "a group of \(members) cannot need \(count); expected 1 to the number of members")
        case .secondQuorum:
            LocalizedText(zh: "quorum 只能有一行", en: "there is a second quorum line")
        case .noQuorum:
            LocalizedText(zh: "缺少 quorum 行；不要求见证时写 quorum none", en: "there is no quorum line; \"quorum none\" asks for no witness")
        }
    }
}
