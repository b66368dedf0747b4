/// The place of a complete subtree in the log's tree.
///
/// The subtree at a level and an index covers the leaves `index << level ..< (index + 1) << level`. It never changes once it is
/// complete, so a store can keep it under its position for ever.
public struct TreePosition: Sendable, Hashable, CustomStringConvertible {
    /// The height above the leaves, 0…62.
    public let level: Int
    /// Counted from the left in its level, from 0.
    public let index: Int

    /// - Parameters:
    ///   - level: the height above the leaves, 0…62.
    ///   - index: counted from the left in its level, from 0.
    public init(level: Int, index: Int) {
        self.level = level
        self.index = index
    }

    /// The node beside this one under the same parent.
    public var sibling: TreePosition { TreePosition(level: level, index: index ^ 1) }

    /// The node above.
    public var parent: TreePosition { TreePosition(level: level + 1, index: index >> 1) }

    /// The first leaf that the subtree covers.
    var firstLeaf: Int { index << level }

    public var description: String { "\(level)/\(index)" }

    /// The complete subtrees which the last leaves of a tree fall into, the largest first: the set bits of the size.
    ///
    /// - Parameters:
    ///   - size: of the tree, in leaves.
    ///   - level: only subtrees below this one; all when left out.
    static func rightEdge(ofSize size: Int, below level: Int = 63) -> [TreePosition] {
        (0..<level).reversed().compactMap { level in
            size >> level & 1 == 1 ? TreePosition(level: level, index: size >> level - 1) : nil
        }
    }
}
