import Foundation
import KaipanArchive
import KaipanLog
import KaipanTestSupport
import KaipanText
import Testing

@Suite(.stores, .serialized) struct TileExportTests {
    private static func filled(_ engine: StoreEngine, entries: Int) throws -> TestArchive {
        let test = try TestArchive(engine)
        try test.converse(["您好", "这里有地铁吗？", "以规划部门公布的为准"])
        var left = entries - Int(try test.archive.size()), size = 1
        while left > 0 {
            try test.archive.append((0..<min(size, left)).map { Draft(.visit, data: ["n": .integer(Int64($0)), "note": "一“二”\u{7F}"]) })
            left -= size
            size = min(size * 2, 500)
        }
        return test
    }

    private static func bytes(_ folder: String, _ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))) }

    /// Compares every file with the tree of the archive's entries.
    private static func expectWhole(_ folder: String, _ archive: Archive, size: Int) throws {
        let entries = try (0..<Int64(size)).map { try archive.record(at: $0).bytes }
        let tree = MerkleTree(leaves: entries.map { MerkleTree.leafHash($0) })
        let checkpoint = try TrustPolicy(parsing: bytes(folder, "policy")).verify(bytes(folder, "checkpoint")).checkpoint
        #expect(checkpoint.size == size && checkpoint.root == tree.root)
        for path in TilePath.hashTiles(ofSize: size) { #expect(try bytes(folder, path.description) == HashTile(path, from: tree).bytes) }
        for path in TilePath.entryBundles(ofSize: size) {
            #expect(try EntryBundle(parsing: bytes(folder, path.description), width: path.width).entries == Array(entries[path.leaves]))
        }
    }

    @Test(arguments: StoreEngine.here)
    func `tiles grow with the log, and only new ones are written`(engine: StoreEngine) throws {
        let test = try Self.filled(engine, entries: 300)
        let archive = test.archive, folder = test.folder.appendingPathComponent("tiles").path
        let first = try archive.exportTiles(to: folder)
        #expect(first == TileExport(size: 300, previous: 0, files: 5))
        try Self.expectWhole(folder, archive, size: 300)
        #expect(try archive.exportTiles(to: folder) == TileExport(size: 300, previous: 300, files: 0))
        try archive.append((0..<400).map { Draft(.visit, data: ["n": .integer(Int64($0))]) })
        // What is full already is not touched.
        let full = "\(folder)/tile/entries/000"
        try Data("x".utf8).write(to: URL(filePath: full))
        let second = try archive.exportTiles(to: folder)
        #expect(second == TileExport(size: 700, previous: 300, files: 5))
        #expect(try Self.bytes(folder, "tile/entries/000") == [0x78])
        try FileManager.default.removeItem(atPath: folder)
        try archive.exportTiles(to: folder)
        try Self.expectWhole(folder, archive, size: 700)
    }

    @Test(arguments: StoreEngine.here)
    func `an older size is exported under its own checkpoint`(engine: StoreEngine) throws {
        let test = try ArchiveProofTests.filled(engine)
        let folder = test.folder.appendingPathComponent("tiles").path
        let expected = try test.archive.checkpoint(atLeast: 12).checkpoint.size
        #expect(try test.archive.exportTiles(to: folder, size: 12).size == Int64(expected))
        try Self.expectWhole(folder, test.archive, size: expected)
        try test.archive.exportTiles(to: folder)
        try Self.expectWhole(folder, test.archive, size: Int(test.archive.size()))
    }

    @Test(arguments: StoreEngine.here)
    func `a folder of another log, or of another branch, is refused`(engine: StoreEngine) throws {
        let test = try ArchiveProofTests.filled(engine), other = try ArchiveProofTests.filled(engine)
        let folder = test.folder.appendingPathComponent("tiles").path
        try other.archive.exportTiles(to: folder)
        #expect(throws: ArchiveError.self) { try test.archive.exportTiles(to: folder) }
        // The same log before it lost some entries.
        let branch = test.folder.appendingPathComponent("branch").path
        let backup = try TestBackup(test.archive)
        try test.archive.append([Draft(.visit)])
        try test.archive.exportTiles(to: branch)
        try backup.restore(test.archive)
        #expect(throws: ArchiveError.self) { try test.archive.exportTiles(to: branch) }
        try test.session(.administrator).beginEpoch(reason: "磁盘损坏")
        #expect(throws: ArchiveError.self) { try test.archive.exportTiles(to: branch) }
        #expect(try Self.bytes(branch, "vkey").starts(with: try test.archive.verifierKey(epoch: 1).vkey.utf8))
    }

    @Test(arguments: StoreEngine.here)
    func `an export that is interrupted before its checkpoint is done again`(engine: StoreEngine) throws {
        let test = try Self.filled(engine, entries: 300)
        let folder = test.folder.appendingPathComponent("tiles").path
        try test.archive.exportTiles(to: folder)
        try test.archive.append((0..<300).map { _ in Draft(.visit) })
        let checkpoint = try Self.bytes(folder, "checkpoint")
        try test.archive.exportTiles(to: folder)
        try Data(checkpoint).write(to: URL(filePath: "\(folder)/checkpoint"))
        try Data().write(to: URL(filePath: "\(folder)/tile/entries/001"))
        try Data("part".utf8).write(to: URL(filePath: "\(folder)/checkpoint.new"))
        try test.archive.exportTiles(to: folder)
        try Self.expectWhole(folder, test.archive, size: 600)
    }

    // MARK: - Other people's programs

    /// An export with proofs beside it, as the programs in `Tests/Interop/log` read them.
    private static func exportWithProofs(_ archive: Archive, to folder: String) throws {
        let size = Int(try archive.exportTiles(to: folder).size)
        var lines: [UInt8] = []
        let roots = try archive.database.read { connection in
            try [1, size / 3, size - 1, size].map { ($0, try StoredNodes(connection: connection).root(atSize: $0)) }
        }
        let newest = roots[roots.count - 1].1.hex
        for (old, root) in roots where old > 0 {
            let proof = try archive.consistency(from: Int64(old))
            lines += try CanonicalJSON.object([
                "kind": "consistency", "old": .integer(Int64(old)), "size": .integer(Int64(size)), "root": .string(newest),
                "old_root": .string(root.hex), "path": .array(proof.path.map { .string($0.hex) }),
            ]).serialized() + [0x0A]
        }
        try FileManager.default.createDirectory(atPath: "\(folder)/proofs", withIntermediateDirectories: true)
        for position in Set([0, 7, size / 2, size - 1]) {
            let found = try archive.proof(of: Int64(position))
            try Data(found.proof.bytes).write(to: URL(filePath: "\(folder)/proofs/\(position).tlog-proof"))
            lines += try CanonicalJSON.object([
                "kind": "inclusion", "index": .integer(Int64(position)), "size": .integer(Int64(size)), "root": .string(newest),
                "leaf": .string(MerkleTree.leafHash(found.entry).hex), "path": .array(found.proof.inclusion.path.map { .string($0.hex) }),
            ]).serialized() + [0x0A]
        }
        try Data(lines).write(to: URL(filePath: "\(folder)/proofs.jsonl"))
    }

    @Test(.enabled("go or golang.org/x/mod is not installed (golang-go, golang-golang-x-mod-dev)") { GoVerifier.isWanted }, arguments: StoreEngine.here)
    func `the code of Go's checksum database verifies an archive's tiles and proofs`(engine: StoreEngine) throws {
        let test = try Self.filled(engine, entries: 700)
        let folder = test.folder.appendingPathComponent("tiles").path
        try Self.exportWithProofs(test.archive, to: folder)
        let result = GoVerifier.verify(folder)
        #expect(result.status == 0, "\(result.output)")
        var entries = try Self.bytes(folder, "tile/entries/001")
        entries[entries.count / 2] ^= 1
        try Data(entries).write(to: URL(filePath: "\(folder)/tile/entries/001"))
        #expect(GoVerifier.verify(folder).status == 1)
    }

    @Test(
        .enabled("Python's cryptography, pymerkle or rfc8785 is not installed") { Python.isWanted("cryptography", "pymerkle", "rfc8785") },
        arguments: StoreEngine.here)
    func `cryptography, pymerkle and rfc8785 verify an archive's entries and proofs`(engine: StoreEngine) throws {
        let test = try Self.filled(engine, entries: 700)
        // After a restored backup too: the second epoch's log is as good.
        let backup = try TestBackup(test.archive)
        try test.archive.append([Draft(.visit)])
        try backup.restore(test.archive)
        try test.session(.administrator).beginEpoch(reason: "磁盘损坏")
        let folder = test.folder.appendingPathComponent("tiles").path
        try Self.exportWithProofs(test.archive, to: folder)
        let result = try #require(Python.run([Project.path("Tests/Interop/log/verify_log.py"), folder]))
        #expect(result.status == 0, "\(result.output)")
    }
}
