import KaipanLog

/// The complete subtrees of the log as the database has them.
package struct StoredNodes: NodeReader {
    private let connection: any SQLConnection

    package init(connection: any SQLConnection) { self.connection = connection }

    /// A position as the key of a row: the level in the highest byte.
    static func key(_ position: TreePosition) -> Int64 { Int64(position.level) << 56 | Int64(position.index) }

    package func nodes(at positions: [TreePosition]) throws -> [LogHash] {
        try positions.map { position in
            if position.level == 0 {
                guard let row = try connection.first("select leaf from entry where position = $1", [.integer(position.index)]) else {
                    throw ArchiveError.damaged(object: "entry \(position.index)", reason: Damage.missing)
                }
                return MerkleTree.leafHash(try row.bytes(0))
            }
            guard let row = try connection.first("select hash from node where id = $1", [.integer(Self.key(position))]),
                let hash = LogHash(try row.bytes(0))
            else { throw ArchiveError.damaged(object: "node \(position)", reason: Damage.missing) }
            return hash
        }
    }
}
