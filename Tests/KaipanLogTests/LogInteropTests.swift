import Foundation
import KaipanLog
import Testing

/// What our code writes, other people's code verifies; and the other way round.
@Suite(.serialized) struct LogInteropTests {
    @Test(
        .enabled(if: ForeignProgram.goIsWanted, "go or golang.org/x/mod is not installed (golang-go, golang-golang-x-mod-dev)"),
        arguments: [1, 300, 66_000])
    func `the code of Go's checksum database verifies our log`(size: Int) throws {
        let folder = try LogFolder()
        defer { folder.remove() }
        try folder.write(TestLog(size: size))
        let result = ForeignProgram.go("verify", folder.url.path)
        #expect(result.status == 0, "\(result.output)")
    }

    @Test(
        .enabled(if: ForeignProgram.pythonIsWanted, "Python's cryptography, pymerkle or rfc8785 is not installed"),
        arguments: [1, 300, 5000])
    func `cryptography, pymerkle, rfc8785 and where it runs aics-tlog verify our log`(size: Int) throws {
        let folder = try LogFolder()
        defer { folder.remove() }
        try folder.write(TestLog(size: size))
        let result = ForeignProgram.verifyInPython(folder.url)
        #expect(result.status == 0, "\(result.output)")
    }

    /// What is changed: a file and where in it.
    static let damage = [
        ("checkpoint", "kaipan", "kaipam"), ("checkpoint", "\n300\n", "\n299\n"),
        ("checkpoint", "— witness.example/w2 ", "— witness.example/w4 "),
        ("vkey", "/1+", "/2+"), ("tile/entries/000", "\"n\":7}", "\"n\":8}"), ("tile/entries/001.p/44", "visit", "visjt"),
        ("proofs.jsonl", "\"path\":[\"", "\"path\":[\"00"), ("proofs/7.tlog-proof", "index 7", "index 8"),
        ("proofs/150.tlog-proof", "\n299\n", "\n298\n"),
    ]

    @Test(
        .enabled(
            if: ForeignProgram.goIsWanted && ForeignProgram.pythonIsWanted, "Go or Python with what verifies logs is not installed"),
        arguments: damage)
    func `the foreign programs refuse a damaged log, so their yes means something`(name: String, old: String, new: String) throws {
        let folder = try LogFolder()
        defer { folder.remove() }
        try folder.write(TestLog(size: 300))
        // Bundles are not text, their lengths are below 128 here all the same.
        let text = String(decoding: try folder.read(name), as: UTF8.self)
        let changed = text.replacing(old, with: new, maxReplacements: 1)
        try #require(changed != text)
        try folder.put(name, Array(changed.utf8))
        #expect(ForeignProgram.go("verify", folder.url.path).status == 1)
        #expect(ForeignProgram.verifyInPython(folder.url).status == 1)
    }

    @Test(
        .enabled(if: ForeignProgram.goIsWanted, "go or golang.org/x/mod is not installed (golang-go, golang-golang-x-mod-dev)"),
        arguments: ["tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1"])
    func `Go's code refuses a damaged tile of ours`(name: String) throws {
        let folder = try LogFolder()
        defer { folder.remove() }
        try folder.write(TestLog(size: 300))
        var bytes = try folder.read(name)
        bytes[bytes.count / 2] ^= 1
        try folder.put(name, bytes)
        #expect(ForeignProgram.go("verify", folder.url.path).status == 1)
    }

    @Test(
        .enabled(if: ForeignProgram.goIsWanted, "go or golang.org/x/mod is not installed (golang-go, golang-golang-x-mod-dev)"),
        arguments: [2, 257, 3000])
    func `we verify a log that the code of Go's checksum database wrote`(size: Int) throws {
        let folder = try LogFolder()
        defer { folder.remove() }
        let written = ForeignProgram.go("write", folder.url.path, String(size))
        try #require(written.status == 0, "\(written.output)")

        let vkey = String(decoding: try folder.read("vkey").dropLast(), as: UTF8.self)
        let key = try NoteVerifierKey(vkey: vkey)
        let checkpoint = try SignedCheckpoint.open(folder.read("checkpoint"), key: key, origin: "go.example/log").checkpoint
        #expect(checkpoint.size == size)
        let reader = TileReader(size: size) { try folder.read($0.description) }
        #expect(try reader.root(atSize: size) == checkpoint.root)

        var tree = MerkleTree()
        for path in TilePath.entryBundles(ofSize: size) {
            for entry in try EntryBundle(parsing: folder.read(path.description), width: path.width).entries {
                tree.append(MerkleTree.leafHash(entry))
            }
        }
        #expect(tree.root == checkpoint.root)
        for path in TilePath.hashTiles(ofSize: size) { #expect(try HashTile(path, from: tree).bytes == folder.read(path.description)) }
        for proof in try folder.proofs() {
            if let leaf = proof.leaf {
                let inclusion = InclusionProof(index: proof.index ?? 0, size: proof.size, path: proof.path)
                try inclusion.verify(leaf: leaf, root: checkpoint.root)
                #expect(try reader.inclusionProof(index: inclusion.index, size: size) == inclusion)
            } else {
                let consistency = ConsistencyProof(oldSize: try #require(proof.old), newSize: proof.size, path: proof.path)
                try consistency.verify(oldRoot: try #require(proof.oldRoot), newRoot: checkpoint.root)
                #expect(try reader.consistencyProof(from: consistency.oldSize, to: size) == consistency)
            }
        }
    }
}
