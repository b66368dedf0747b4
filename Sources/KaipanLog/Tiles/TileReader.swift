/// Reads the nodes of a tree from its tiles.
///
/// Nothing is checked here: who reads a root or a proof compares it with a signed checkpoint.
public struct TileReader: NodeReader, Sendable {
    private let size: Int
    private let fetch: @Sendable (TilePath) throws -> [UInt8]

    /// - Parameters:
    ///   - size: of the tree whose tiles are there, in leaves; decides how wide the last tiles are.
    ///   - fetch: gives the bytes of a tile; asked at most once for each in one call of `nodes(at:)`.
    public init(size: Int, fetch: @escaping @Sendable (TilePath) throws -> [UInt8]) {
        self.size = size
        self.fetch = fetch
    }

    public func nodes(at positions: [TreePosition]) throws -> [LogHash] {
        var tiles: [TilePath: HashTile] = [:]
        return try positions.map { position in
            guard position.level >= 0, position.index >= 0, position.level < 63, position.index < size >> position.level else {
                throw ProofError.nodeMissing(position)
            }
            // A node between the levels that tiles hold is the root of some neighbouring hashes within one tile.
            let level = position.level / 8, height = position.level % 8
            let first = position.index << height
            let index = first / TilePath.fullWidth
            let width = min(TilePath.fullWidth, size >> (8 * level) - index * TilePath.fullWidth)
            let path = try TilePath(.hashes(level: level), index: index, width: width)
            let tile: HashTile
            if let known = tiles[path] {
                tile = known
            } else {
                tile = try HashTile(path, bytes: try fetch(path))
                tiles[path] = tile
            }
            var row = Array(tile.hashes[first - index * TilePath.fullWidth..<first - index * TilePath.fullWidth + 1 << height])
            while row.count > 1 {
                row = stride(from: 0, to: row.count, by: 2).map { MerkleTree.nodeHash(row[$0], row[$0 + 1]) }
            }
            return row[0]
        }
    }
}
