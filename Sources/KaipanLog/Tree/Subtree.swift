/// A complete subtree of the log's tree: where it stands and its hash.
public struct Subtree: Sendable, Hashable {
    public let position: TreePosition
    public let hash: LogHash

    public init(position: TreePosition, hash: LogHash) {
        self.position = position
        self.hash = hash
    }
}
