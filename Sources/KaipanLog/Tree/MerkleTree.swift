import Crypto
import Foundation

/// A Merkle tree held in memory, and the hashing that all trees of this module share.
///
/// RFC 6962, section 2.1, with SHA-256; RFC 9162 hashes the same.
public struct MerkleTree: Sendable {
    /// The hashes of the complete subtrees, a list a level.
    private var levels: [[LogHash]] = []
    private var frontier = TreeFrontier()

    public init() {}

    /// - Parameter leaves: the leaf hashes, in order.
    public init(leaves: some Sequence<LogHash>) {
        for leaf in leaves { append(leaf) }
    }

    /// How many leaves the tree has.
    public var size: Int { frontier.size }

    /// The root over all leaves; O(log n).
    public var root: LogHash { frontier.root }

    /// Adds a leaf at the right; O(1) amortised.
    /// - Parameter leaf: its hash.
    public mutating func append(_ leaf: LogHash) {
        for subtree in frontier.append(leaf) {
            if subtree.position.level == levels.count { levels.append([]) }
            levels[subtree.position.level].append(subtree.hash)
        }
    }

    /// The root of a tree without leaves: the hash of nothing.
    public static let emptyRoot = LogHash(SHA256.hash(data: [UInt8]()))

    /// The hash of a leaf, `SHA256(00 ‖ data)`.
    /// - Parameter data: the bytes of the entry, of any length.
    public static func leafHash(_ data: some ContiguousBytes) -> LogHash {
        data.withUnsafeBytes { data in
            var hasher = SHA256()
            withUnsafeBytes(of: UInt8(0)) { hasher.update(bufferPointer: $0) }
            hasher.update(bufferPointer: data)
            return LogHash(hasher.finalize())
        }
    }

    /// The hash of an inner node, `SHA256(01 ‖ left ‖ right)`.
    public static func nodeHash(_ left: LogHash, _ right: LogHash) -> LogHash {
        withUnsafeTemporaryAllocation(byteCount: 1 + 2 * LogHash.length, alignment: 1) { buffer in
            buffer[0] = 1
            left.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[1..<33]).copyMemory(from: $0) }
            right.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[33..<65]).copyMemory(from: $0) }
            var hasher = SHA256()
            hasher.update(bufferPointer: UnsafeRawBufferPointer(buffer))
            return LogHash(hasher.finalize())
        }
    }

    /// The hash over neighbouring subtrees that shrink to the right, as the subtrees on a right edge do.
    ///
    /// - Parameter hashes: the largest first; without any the hash is that of an empty tree.
    static func fold(_ hashes: some BidirectionalCollection<LogHash>) -> LogHash {
        guard let last = hashes.last else { return emptyRoot }
        return hashes.dropLast().reversed().reduce(last) { nodeHash($1, $0) }
    }
}

extension MerkleTree: NodeReader {
    public func nodes(at positions: [TreePosition]) throws(ProofError) -> [LogHash] {
        var hashes: [LogHash] = []
        hashes.reserveCapacity(positions.count)
        for position in positions {
            guard levels.indices.contains(position.level), levels[position.level].indices.contains(position.index) else {
                throw .nodeMissing(position)
            }
            hashes.append(levels[position.level][position.index])
        }
        return hashes
    }
}
