import KaipanText

/// Why a `.tlog-proof` cannot be read or does not prove.
public enum TlogProofError: Error, Sendable, Hashable {
    case tooLong(Int)
    case header
    case extra
    /// Lines count from 1.
    case index(line: Int)
    case hash(line: Int)
    case tooManyHashes(Int)
    case noCheckpoint
    case size(proof: Int, checkpoint: Int)
    case checkpoint(CheckpointError)
    case policy(PolicyError)
    case inclusion(ProofError)

    /// What is wrong, where, and what was expected.
    public var message: LocalizedText {
        switch self {
        case .tooLong(let count):
            LocalizedText(
                zh: "证明有 \(count) 字节，上限 \(TlogProof.maximumLength)",
                en: "the proof has \(count) bytes, the limit is \(TlogProof.maximumLength)")
        case .header:
            LocalizedText(zh: "证明第 1 行应为 \(TlogProof.header)", en: "line 1 of the proof must be \(TlogProof.header)")
        case .extra:
            LocalizedText(zh: "证明第 2 行 extra 之后不是 base64", en: "line 2 of the proof has no base64 behind \"extra\"")
        case .index(let line):
            LocalizedText(
                zh: "证明第 \(line) 行应为「index 序号」，无前导零",
                en: "line \(line) of the proof must be \"index\" and a number without leading zeroes")
        case .hash(let line):
            LocalizedText(zh: "证明第 \(line) 行应为 32 字节的 base64", en: "line \(line) of the proof must be 32 bytes in base64")
        case .tooManyHashes(let count):
            LocalizedText(zh: "证明路径有 \(count) 个哈希，上限 63", en: "the path has \(count) hashes, the limit is 63")
        case .noCheckpoint:
            LocalizedText(zh: "证明里没有空行及其后的检查点", en: "no empty line with a checkpoint behind it ends the proof")
        case .size(let proof, let checkpoint):
            LocalizedText(
                zh: "证明对应的树大小为 \(proof)，检查点为 \(checkpoint)",
                en: "the proof is for a tree of size \(proof), the checkpoint for \(checkpoint)")
        case .checkpoint(let error): error.message
        case .policy(let error): error.message
        case .inclusion(let error): error.message
        }
    }
}
