import KaipanText

/// Why a proof does not prove, or could not be made.
public enum ProofError: Error, Sendable, Hashable {
    /// A tree cannot have this number of leaves.
    case size(Int)
    /// The leaf is not in a tree of this size.
    case index(Int, size: Int)
    /// The old tree is larger than the new one, or a size is below 0.
    case sizes(old: Int, new: Int)
    /// The path ends before the root; with its length.
    case pathTooShort(Int)
    /// The path goes on behind the root; with its length.
    case pathTooLong(Int)
    /// The path leads to another root than the one given for the tree of a size.
    case root(size: Int, expected: LogHash, computed: LogHash)
    /// The number of hashes does not go with the size of a frontier; size −1 where the bytes are none.
    case frontier(size: Int, hashes: Int)
    /// The tree has no complete subtree there.
    case nodeMissing(TreePosition)
    /// A reader gave another number of nodes than it was asked for.
    case nodes(expected: Int, found: Int)

    /// What failed and what was expected.
    public var message: LocalizedText {
        switch self {
        case .size(let size):
            LocalizedText(zh: "树的大小不能是 \(size)；应为 0 或更大", en: "a tree cannot have \(size) leaves; expected 0 or more")
        case .index(let index, let size):
            LocalizedText(
                zh: "第 \(index) 条不在大小为 \(size) 的树内；序号从 0 起，应小于树的大小",
                en: "leaf \(index) is not in a tree of size \(size); indices run from 0 to below the size")
        case .sizes(let old, let new):
            LocalizedText(
                zh: "旧树大小 \(old) 应在 0 与新树大小 \(new) 之间", en: "the old size \(old) must be between 0 and the new size \(new)")
        case .pathTooShort(let count):
            LocalizedText(zh: "证明路径只有 \(count) 个哈希，未到树根", en: "the path of \(count) hashes ends before the root")
        case .pathTooLong(let count):
            LocalizedText(zh: "证明路径有 \(count) 个哈希，超过树根", en: "the path of \(count) hashes goes on behind the root")
        case .root(let size, let expected, let computed):
            LocalizedText(
                zh: "大小为 \(size) 的树，树根应为 \(expected)，算得 \(computed)；条目、证明或检查点三者之一不符",
                en: "the root of the tree of size \(size) is given as \(expected), computed as \(computed); "
                    + "the entry, the proof or the checkpoint is another one")
        case .frontier(let size, let hashes):
            LocalizedText(
                zh: "大小为 \(size) 的右缘应有 \(max(0, size).nonzeroBitCount) 个哈希，实有 \(hashes) 个",
                en: "a frontier of size \(size) has \(max(0, size).nonzeroBitCount) hashes, not \(hashes)")
        case .nodeMissing(let position):
            LocalizedText(
                zh: "层/序号 \(position) 处没有完整子树", en: "there is no complete subtree at level/index \(position)")
        case .nodes(let expected, let found):
            LocalizedText(
                zh: "读取节点应得 \(expected) 个，实得 \(found) 个", en: "\(expected) nodes were asked for, \(found) were given")
        }
    }
}
