import Foundation

/// The proof that a leaf is in a tree, RFC 6962, section 2.1.1.
public struct InclusionProof: Sendable, Hashable {
    /// Of the leaf, from 0.
    public let index: Int
    /// Of the tree, in leaves.
    public let size: Int
    /// The hashes beside the way from the leaf up to the root, the lowest first; at most 63.
    public let path: [LogHash]

    /// - Parameters:
    ///   - index: of the leaf, from 0.
    ///   - size: of the tree, in leaves.
    ///   - path: the hashes beside the way from the leaf up to the root, the lowest first.
    public init(index: Int, size: Int, path: [LogHash]) {
        self.index = index
        self.size = size
        self.path = path
    }

    /// Computes the root that the proof leads to, RFC 9162, section 2.1.3.2; O(log n).
    ///
    /// - Parameter leaf: the hash of the leaf.
    /// - Throws: `ProofError.index`, `.pathTooShort`, `.pathTooLong`.
    public func root(leaf: LogHash) throws(ProofError) -> LogHash {
        guard index >= 0, index < size else { throw .index(index, size: size) }
        var node = index, last = size - 1
        var root = leaf
        for hash in path {
            guard last != 0 else { throw .pathTooLong(path.count) }
            if node & 1 == 1 || node == last {
                root = MerkleTree.nodeHash(hash, root)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                root = MerkleTree.nodeHash(root, hash)
            }
            node >>= 1
            last >>= 1
        }
        guard last == 0 else { throw .pathTooShort(path.count) }
        return root
    }

    /// Checks that the leaf is in the tree with a root.
    ///
    /// - Parameters:
    ///   - leaf: the hash of the leaf.
    ///   - root: of the tree of this proof's size, from a signed checkpoint.
    /// - Throws: `ProofError.index`, `.pathTooShort`, `.pathTooLong`, `.root`.
    public func verify(leaf: LogHash, root: LogHash) throws(ProofError) {
        let computed = try self.root(leaf: leaf)
        guard computed == root else { throw .root(size: size, expected: root, computed: computed) }
    }
}
