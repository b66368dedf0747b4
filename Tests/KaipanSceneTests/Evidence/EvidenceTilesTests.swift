import KaipanLog
import KaipanScene
import KaipanTestSupport
import Testing

/// Which tiles a package needs is asked of the proofs themselves, in logs of up to 2^26 entries.
struct EvidenceTilesTests {
    /// Notes which nodes a proof reads.
    private final class Reader: NodeReader {
        private(set) var positions: Set<TreePosition> = []

        func nodes(at positions: [TreePosition]) -> [LogHash] {
            self.positions.formUnion(positions)
            return positions.map { _ in MerkleTree.emptyRoot }
        }
    }

    @Test(arguments: 0..<40) func `the tiles have every node that the proofs read, and are joined to each other`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let size = Int.random(in: 1...(1 << Int.random(in: 0...26, using: &generator)), using: &generator)
        let positions = (0..<4).map { _ in Int64.random(in: 0..<Int64(size), using: &generator) }
        let sizes = (0..<3).map { _ in Int.random(in: 1...size, using: &generator) }
        let tiles = try EvidenceAnchors.tiles(for: positions, sizes: sizes, under: size)
        #expect(Set(tiles).count == tiles.count && tiles.count < 100)
        let reader = Reader()
        for position in positions { _ = try reader.inclusionProof(index: Int(position), size: size) }
        for old in sizes {
            _ = try reader.consistencyProof(from: old, to: size)
            _ = try reader.root(atSize: old)
        }
        _ = try reader.root(atSize: size)
        func has(level: Int, _ entries: Range<Int>) -> Bool {
            tiles.contains { $0.kind == .hashes(level: level) && $0.leaves.lowerBound <= entries.lowerBound && entries.upperBound <= $0.leaves.upperBound }
        }
        for position in reader.positions {
            let first = position.index << (position.level % 8)
            #expect(has(level: position.level / 8, first..<first + 1 << (position.level % 8)), "\(position) of \(size)")
        }
        for tile in tiles {
            guard case .hashes(let level) = tile.kind else { continue }
            // As wide as the log has it; a full one has its hash in the tile above.
            #expect(tile.width == min(256, (size >> (8 * level)) - tile.index * 256))
            if size >> (8 * (level + 1)) > tile.index { #expect(has(level: level + 1, tile.index..<tile.index + 1)) }
        }
    }
}
