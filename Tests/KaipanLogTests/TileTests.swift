import KaipanLog
import Testing

@Suite struct TileTests {
    @Test(
        arguments: [
            ("tile/0/000", .hashes(level: 0), 0, 256), ("tile/0/x001/x234/067", .hashes(level: 0), 1_234_067, 256),
            ("tile/0/x001/x234/067.p/1", .hashes(level: 0), 1_234_067, 1), ("tile/63/999.p/255", .hashes(level: 63), 999, 255),
            ("tile/entries/x273/000.p/112", .entries, 273_000, 112), ("tile/entries/273", .entries, 273, 256),
            ("tile/1/x009/x223/x372/x036/x854/x775/807", .hashes(level: 1), Int.max, 256),
        ] as [(String, TilePath.Kind, Int, Int)])
    func `paths are read and written`(path: String, kind: TilePath.Kind, index: Int, width: Int) throws {
        let tile = try TilePath(path)
        #expect(try tile == TilePath(kind, index: index, width: width))
        #expect(tile.description == path)
        #expect(tile.isPartial == (width < 256))
    }

    @Test(arguments: [
        "", "tile", "tile/", "tile/0", "tile/0/", "/tile/0/000", "tile/0/000/", "tile/64/000", "tile/00/000", "tile/-1/000", "tile/+1/000",
        "tile/0/0", "tile/0/00", "tile/0/0000", "tile/0/x000", "tile/0/x000/000", "tile/0/001/002", "tile/0/x01/002", "tile/0/x0011/002",
        "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/1/2", "tile/0/000/1",
        "tile/0/.p/1", "tile/0/x001/.p/1", "tile/entries", "tile/entries/x", "tile/Entries/000", "tile/0/00a", "tile/0/0٣0", "tiles/0/000",
        "tile/0/x009/x223/x372/x036/x854/x775/808", "tile/0/x999/x999/x999/x999/x999/x999/x999/999", "tile/0/000.q/1", "tile//000",
    ])
    func `every other path is refused`(path: String) {
        #expect(throws: TileError.path(path)) { try TilePath(path) }
    }

    @Test func `numbers that no path can have are refused`() {
        #expect(throws: TileError.self) { try TilePath(.hashes(level: 64), index: 0) }
        #expect(throws: TileError.self) { try TilePath(.hashes(level: -1), index: 0) }
        #expect(throws: TileError.self) { try TilePath(.entries, index: -1) }
        #expect(throws: TileError.self) { try TilePath(.entries, index: 0, width: 0) }
        #expect(throws: TileError.self) { try TilePath(.entries, index: 0, width: 257) }
    }

    @Test func `a tree of 70,000 has the tiles that the specification counts`() {
        let tiles = TilePath.hashTiles(ofSize: 70_000)
        func count(_ level: Int, _ partial: Bool) -> [Int] {
            tiles.filter { $0.kind == .hashes(level: level) && $0.isPartial == partial }.map(\.width)
        }
        #expect(count(0, false).count == 273)
        #expect(count(0, true) == [112])
        #expect(count(1, false).count == 1)
        #expect(count(1, true) == [17])
        #expect(count(2, false).isEmpty)
        #expect(count(2, true) == [1])
        #expect(tiles.count == 277)
        #expect(TilePath.entryBundles(ofSize: 70_000).count == 274)
        #expect(TilePath.hashTiles(ofSize: 256).map(\.description) == ["tile/0/000", "tile/1/000.p/1"])
        #expect(TilePath.hashTiles(ofSize: 0).isEmpty)
        #expect(TilePath.entryBundles(ofSize: 0).isEmpty)
    }

    @Test func `a grown tree names only the tiles that changed`() {
        #expect(TilePath.hashTiles(ofSize: 70_000, since: 70_000).isEmpty)
        #expect(TilePath.hashTiles(ofSize: 300, since: 256).map(\.description) == ["tile/0/001.p/44"])
        #expect(TilePath.hashTiles(ofSize: 512, since: 300).map(\.description) == ["tile/0/001", "tile/1/000.p/2"])
        #expect(TilePath.entryBundles(ofSize: 513, since: 300).map(\.description) == ["tile/entries/001", "tile/entries/002.p/1"])
        // All that a tree has is what came at some step and was not replaced by a wider file.
        for (old, size) in [(1, 1000), (255, 256), (256, 257), (999, 66_000)] {
            let kept = TilePath.hashTiles(ofSize: old).filter { !$0.isPartial }
            let all = Set(kept + TilePath.hashTiles(ofSize: size, since: old))
            let stillPartial = TilePath.hashTiles(ofSize: old).filter(\.isPartial)
            #expect(all.union(stillPartial).isSuperset(of: TilePath.hashTiles(ofSize: size)))
            #expect(Set(TilePath.hashTiles(ofSize: size)).isSuperset(of: all))
        }
    }

    @Test(arguments: [1, 2, 255, 256, 257, 1000, 66_000]) func `tiles give the root, every earlier root, and proofs`(size: Int) throws {
        let leaves = TreeTests.leaves(size)
        let tree = MerkleTree(leaves: leaves)
        let files = try Dictionary(
            uniqueKeysWithValues: TilePath.hashTiles(ofSize: size).map { ($0.description, try HashTile($0, from: tree).bytes) })
        let reader = TileReader(size: size) { path in
            guard let bytes = files[path.description] else { throw TileError.path(path.description) }
            return bytes
        }
        #expect(try reader.root(atSize: size) == tree.root)
        var generator = SeededGenerator(seed: UInt64(size))
        for _ in 0..<10 {
            let earlier = Int.random(in: 1...size, using: &generator), index = Int.random(in: 0..<size, using: &generator)
            #expect(try reader.root(atSize: earlier) == tree.root(atSize: earlier))
            #expect(try reader.inclusionProof(index: index, size: size) == tree.inclusionProof(index: index, size: size))
            #expect(try reader.consistencyProof(from: earlier, to: size) == tree.consistencyProof(from: earlier, to: size))
        }
        #expect(throws: ProofError.self) { try reader.nodes(at: [TreePosition(level: 0, index: size)]) }
    }

    @Test func `bytes that are no tile are refused`() throws {
        let path = try TilePath("tile/0/000.p/8")
        let tile = try HashTile(path, from: TestVectors.tree)
        #expect(try HashTile(path, bytes: tile.bytes) == tile)
        #expect(throws: TileError.length(path, expected: 256, found: 255)) { try HashTile(path, bytes: Array(tile.bytes.dropLast())) }
        #expect(throws: TileError.length(path, expected: 256, found: 288)) {
            try HashTile(path, bytes: tile.bytes + [UInt8](repeating: 0, count: 32))
        }
        let bundle = try TilePath("tile/entries/000.p/8")
        #expect(throws: TileError.notHashes(bundle)) { try HashTile(bundle, bytes: tile.bytes) }
        #expect(throws: TileError.notHashes(bundle)) { try HashTile(bundle, from: TestVectors.tree) }
        #expect(throws: ProofError.self) { try HashTile(TilePath("tile/0/000.p/9"), from: TestVectors.tree) }
    }

    @Test func `a bundle holds its entries behind their lengths`() throws {
        let bundle = try EntryBundle([[1, 2, 3], [], [UInt8](repeating: 7, count: 65_535)])
        #expect(bundle.bytes.prefix(7) == [0, 3, 1, 2, 3, 0, 0])
        #expect(bundle.bytes[7...8] == [255, 255])
        #expect(try EntryBundle(parsing: bundle.bytes, width: 3) == bundle)
        #expect(throws: TileError.entryTooLong(index: 1, length: 65_536)) { try EntryBundle([[], [UInt8](repeating: 7, count: 65_536)]) }
        #expect(throws: TileError.entryCount(expected: 256, found: 257)) { try EntryBundle([[UInt8]](repeating: [], count: 257)) }
        #expect(throws: TileError.entryCount(expected: 2, found: 3)) { try EntryBundle(parsing: bundle.bytes, width: 2) }
        #expect(throws: TileError.truncated(offset: 0)) { try EntryBundle(parsing: [0] as [UInt8], width: 1) }
        #expect(throws: TileError.truncated(offset: 0)) { try EntryBundle(parsing: [0, 2, 1] as [UInt8], width: 1) }
        #expect(throws: TileError.truncated(offset: 2)) { try EntryBundle(parsing: [0, 0, 1] as [UInt8], width: 2) }
        #expect(throws: TileError.self) { try EntryBundle(parsing: [] as [UInt8], width: 0) }
    }
}
