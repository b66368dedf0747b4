/// The proof that a tree is the beginning of a larger one, RFC 6962, section 2.1.2.
public struct ConsistencyProof: Sendable, Hashable {
    /// Of the smaller tree, in leaves.
    public let oldSize: Int
    /// Of the larger tree, in leaves.
    public let newSize: Int
    /// The hashes, the lowest first; none from an empty tree or between trees of one size.
    public let path: [LogHash]

    /// - Parameters:
    ///   - oldSize: of the smaller tree, in leaves.
    ///   - newSize: of the larger tree, in leaves.
    ///   - path: the hashes, the lowest first.
    public init(oldSize: Int, newSize: Int, path: [LogHash]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.path = path
    }

    /// Checks the proof, RFC 9162, section 2.1.4.2; O(log n).
    ///
    /// From an empty tree, which every tree begins with, the proof is empty, as C2SP tlog-witness v1.0.0 has it.
    ///
    /// - Parameters:
    ///   - oldRoot: of the tree of the old size.
    ///   - newRoot: of the tree of the new size.
    /// - Throws: `ProofError.sizes`, `.pathTooShort`, `.pathTooLong`, `.root` with the size of the tree whose root does not fit.
    public func verify(oldRoot: LogHash, newRoot: LogHash) throws(ProofError) {
        guard oldSize >= 0, oldSize <= newSize else { throw .sizes(old: oldSize, new: newSize) }
        guard oldSize > 0, oldSize < newSize else {
            guard path.isEmpty else { throw .pathTooLong(path.count) }
            let expected = oldSize == 0 ? MerkleTree.emptyRoot : newRoot
            guard oldRoot == expected else { throw .root(size: oldSize, expected: oldRoot, computed: expected) }
            guard newSize > 0 || newRoot == MerkleTree.emptyRoot else {
                throw .root(size: 0, expected: newRoot, computed: MerkleTree.emptyRoot)
            }
            return
        }
        var rest = path[...]
        // A tree of a power of two is one of the nodes of the larger tree: the path begins with it.
        guard let start = oldSize.nonzeroBitCount == 1 ? oldRoot : rest.popFirst() else { throw .pathTooShort(path.count) }
        let level = oldSize.trailingZeroBitCount
        var node = (oldSize - 1) >> level, last = (newSize - 1) >> level
        var old = start, new = start
        for hash in rest {
            guard last != 0 else { throw .pathTooLong(path.count) }
            if node & 1 == 1 || node == last {
                old = MerkleTree.nodeHash(hash, old)
                new = MerkleTree.nodeHash(hash, new)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                new = MerkleTree.nodeHash(new, hash)
            }
            node >>= 1
            last >>= 1
        }
        guard last == 0 else { throw .pathTooShort(path.count) }
        guard old == oldRoot else { throw .root(size: oldSize, expected: oldRoot, computed: old) }
        guard new == newRoot else { throw .root(size: newSize, expected: newRoot, computed: new) }
    }
}
