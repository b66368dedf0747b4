import KaipanText

/// Why a note is no checkpoint, or not the one that was expected.
public enum CheckpointError: Error, Sendable, Hashable {
    case note(NoteError)
    /// The text has too few lines or does not end in a newline; with the number of lines that do.
    case lines(Int)
    /// Counted from 1.
    case emptyLine(Int)
    case origin
    case size(String)
    case root(String)
    case otherOrigin(expected: String, found: String)

    /// What is wrong, where, and what was expected.
    public var message: LocalizedText {
        switch self {
        case .note(let error): error.message
        case .lines(let count):
            LocalizedText(
                zh: "检查点有 \(count) 个完整的行，应有来源、大小、树根三行，各以换行结束",
                en: "the checkpoint has \(count) whole lines; expected origin, size and root, each with a newline")
        case .emptyLine(let line):
            LocalizedText(zh: "检查点第 \(line) 行是空行", en: "line \(line) of the checkpoint is empty")
        case .origin:
            LocalizedText(
                zh: "检查点的来源为空或含控制字符", en: "the origin of the checkpoint is empty or has control characters")
        case .size(let text):
            LocalizedText(
                zh: "检查点第 2 行「\(text)」不是树的大小，应为无前导零的十进制数",
                en: "line 2 of the checkpoint, \"\(text)\", is no tree size; expected a decimal number without leading zeroes")
        case .root(let text):
            LocalizedText(
                zh: "检查点第 3 行「\(text)」不是树根，应为 32 字节的 base64",
                en: "line 3 of the checkpoint, \"\(text)\", is no root; expected 32 bytes in base64")
        case .otherOrigin(let expected, let found):
            LocalizedText(
                zh: "检查点来自日志「\(found)」，应为「\(expected)」", en: "the checkpoint is of the log \"\(found)\", expected \"\(expected)\"")
        }
    }
}
