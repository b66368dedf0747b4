/// Something that knows the complete subtrees of a tree: a store, a set of tiles, a tree in memory.
///
/// Nodes on the right edge that are not complete are never asked for: whoever asks computes them.
public protocol NodeReader {
    /// The hashes at some positions, in their order; asked for all at once, so that a store needs one query a proof.
    ///
    /// - Throws: where a position is unknown or cannot be read.
    func nodes(at positions: [TreePosition]) throws -> [LogHash]
}

extension NodeReader {
    /// The root that the tree had at some size; O(log n) nodes are read.
    /// - Throws: `ProofError.size` for a size below 0; what the reader throws.
    public func root(atSize size: Int) throws -> LogHash {
        try frontier(atSize: size).root
    }

    /// The right edge that the tree had at some size; O(log n) nodes are read.
    /// - Throws: `ProofError.size` for a size below 0; what the reader throws.
    public func frontier(atSize size: Int) throws -> TreeFrontier {
        guard size >= 0 else { throw ProofError.size(size) }
        return try TreeFrontier(size: size, hashes: read(TreePosition.rightEdge(ofSize: size)))
    }

    /// The proof that a leaf is in the tree of some size, RFC 6962, section 2.1.1; O(log n) nodes are read.
    ///
    /// - Parameters:
    ///   - index: of the leaf, 0..<size.
    ///   - size: of the tree, in leaves.
    /// - Throws: `ProofError.index` where the leaf is not in the tree; what the reader throws.
    public func inclusionProof(index: Int, size: Int) throws -> InclusionProof {
        guard index >= 0, index < size else { throw ProofError.index(index, size: size) }
        return InclusionProof(index: index, size: size, path: try path(from: TreePosition(level: 0, index: index), size: size))
    }

    /// The proof that the tree of one size is the beginning of the tree of another, RFC 6962, section 2.1.2; O(log n) nodes are read.
    ///
    /// - Parameters:
    ///   - old: the smaller size, 0 or more.
    ///   - size: the larger size, in leaves.
    /// - Throws: `ProofError.sizes` where the sizes are the wrong way round; what the reader throws.
    public func consistencyProof(from old: Int, to size: Int) throws -> ConsistencyProof {
        guard old >= 0, old <= size else { throw ProofError.sizes(old: old, new: size) }
        guard old > 0, old < size else { return ConsistencyProof(oldSize: old, newSize: size, path: []) }
        // The proof is the path of the last complete subtree of the old tree; who has the old root knows that subtree only when it is
        // the whole old tree.
        let level = old.trailingZeroBitCount
        let start = TreePosition(level: level, index: old >> level - 1)
        let path = try path(from: start, size: size, withStart: start.index > 0)
        return ConsistencyProof(oldSize: old, newSize: size, path: path)
    }

    /// The siblings from a node up to the root of a tree.
    private func path(from start: TreePosition, size: Int, withStart: Bool = false) throws -> [LogHash] {
        // Each element of the path is a complete subtree, or at most once the rest of the tree at the right, which is several.
        var elements: [[TreePosition]] = withStart ? [[start]] : []
        var node = start
        while (size - 1) >> node.level > 0 {
            let sibling = node.sibling
            if sibling.index < size >> node.level {
                elements.append([sibling])
            } else if sibling.index == size >> node.level, sibling.firstLeaf < size {
                elements.append(TreePosition.rightEdge(ofSize: size, below: node.level))
            }
            node = node.parent
        }
        let hashes = try read(elements.flatMap { $0 })
        var offset = 0
        return elements.map { element in
            defer { offset += element.count }
            return MerkleTree.fold(hashes[offset..<offset + element.count])
        }
    }

    func read(_ positions: [TreePosition]) throws -> [LogHash] {
        let hashes = try nodes(at: positions)
        guard hashes.count == positions.count else { throw ProofError.nodes(expected: positions.count, found: hashes.count) }
        return hashes
    }
}
