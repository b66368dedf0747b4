import Foundation

/// The right edge of a tree: its size and the hashes of the complete subtrees there, all that appending and the root need.
public struct TreeFrontier: Sendable, Hashable {
    /// How many leaves the tree has.
    public private(set) var size: Int
    /// The hashes of the complete subtrees on the right edge, the largest first: one for each set bit of the size.
    public private(set) var hashes: [LogHash]

    /// The edge of a tree without leaves.
    public init() {
        size = 0
        hashes = []
    }

    /// - Parameters:
    ///   - size: in leaves, 0 or more.
    ///   - hashes: of the complete subtrees on the right edge, the largest first.
    /// - Throws: `ProofError.frontier` where there is not one hash for each set bit of the size.
    public init(size: Int, hashes: [LogHash]) throws(ProofError) {
        guard size >= 0, size.nonzeroBitCount == hashes.count else { throw .frontier(size: size, hashes: hashes.count) }
        self.size = size
        self.hashes = hashes
    }

    /// The root over all leaves, RFC 6962, section 2.1; O(log n).
    public var root: LogHash { MerkleTree.fold(hashes) }

    /// The complete subtrees on the right edge, the largest first.
    public var subtrees: [Subtree] {
        zip(TreePosition.rightEdge(ofSize: size), hashes).map { Subtree(position: $0, hash: $1) }
    }

    /// Adds a leaf at the right; O(log n), O(1) amortised.
    ///
    /// - Parameter leaf: its hash.
    /// - Returns: the subtrees that the leaf completed, from the leaf itself upwards, for a store to write.
    @discardableResult
    public mutating func append(_ leaf: LogHash) -> [Subtree] {
        var position = TreePosition(level: 0, index: size)
        var hash = leaf
        var completed = [Subtree(position: position, hash: hash)]
        while position.index & 1 == 1 {
            hash = MerkleTree.nodeHash(hashes.removeLast(), hash)
            position = position.parent
            completed.append(Subtree(position: position, hash: hash))
        }
        hashes.append(hash)
        size += 1
        return completed
    }

    /// The size as eight bytes, the highest first, and the hashes as they stand.
    public var encoded: [UInt8] {
        withUnsafeBytes(of: UInt64(size).bigEndian) { Array($0) } + hashes.flatMap(\.bytes)
    }

    /// Reads what `encoded` wrote.
    /// - Throws: `ProofError.frontier` for any other bytes.
    public init(decoding bytes: some ContiguousBytes) throws(ProofError) {
        let read: (size: Int, hashes: [LogHash]) = bytes.withUnsafeBytes { raw in
            guard raw.count >= 8 else { return (-1, []) }
            let size = UInt64(bigEndian: raw.loadUnaligned(as: UInt64.self))
            guard size <= UInt64(Int.max), (raw.count - 8) % LogHash.length == 0 else { return (-1, []) }
            let hashes = stride(from: 8, to: raw.count, by: LogHash.length).map {
                LogHash(raw: UnsafeRawBufferPointer(rebasing: raw[$0..<$0 + LogHash.length]))
            }
            return (Int(size), hashes)
        }
        try self.init(size: read.size, hashes: read.hashes)
    }
}
