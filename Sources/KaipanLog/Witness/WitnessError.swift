import KaipanText

/// Why a message between log and witness cannot be read.
public enum WitnessError: Error, Sendable, Hashable {
    case oldSize
    /// Lines count from 1.
    case proofLine(Int)
    case proofTooLong(Int)
    case noCheckpoint
    case checkpoint(CheckpointError)
    case signatures(NoteError)
    case conflictBody
    case status(Int)

    /// What is wrong, where, and what was expected.
    public var message: LocalizedText {
        switch self {
        case .oldSize:
            LocalizedText(
                zh: "请求第 1 行应为「old 大小」，无前导零", en: "line 1 of the request must be \"old\" and a size without leading zeroes")
        case .proofLine(let line):
            LocalizedText(zh: "请求第 \(line) 行应为 32 字节的 base64", en: "line \(line) of the request must be 32 bytes in base64")
        case .proofTooLong(let count):
            LocalizedText(zh: "一致性证明有 \(count) 行，上限 63", en: "the consistency proof has \(count) lines, the limit is 63")
        case .noCheckpoint:
            LocalizedText(zh: "请求里没有空行及其后的检查点", en: "no empty line with a checkpoint behind it ends the request")
        case .checkpoint(let error): error.message
        case .signatures(let error): error.message
        case .conflictBody:
            LocalizedText(
                zh: "见证人答 409 但没有给出大小（应为 \(AddCheckpointResponse.sizeType)）",
                en: "the witness answered 409 without a size (expected as \(AddCheckpointResponse.sizeType))")
        case .status(let status):
            LocalizedText(
                zh: "见证人的状态码 \(status) 不在协议之内", en: "the witness answered status \(status), which the protocol does not have")
        }
    }
}
