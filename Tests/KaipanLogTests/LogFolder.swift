import Foundation
import KaipanLog

/// A log as files, as the programs in `Tests/Interop/log` read and write it.
struct LogFolder {
    /// One line of `proofs.jsonl`; hashes are in hexadecimal.
    struct Proof: Codable {
        var kind: String
        var index: Int?
        var old: Int?
        var size: Int
        var path: [LogHash]
        var leaf: LogHash?
        var oldRoot: LogHash?
        var root: LogHash

        enum CodingKeys: String, CodingKey {
            case kind, index, old, size, path, leaf, root
            case oldRoot = "old_root"
        }
    }

    let url = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-log-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(at: url) }

    func read(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: url.appendingPathComponent(name))) }

    func put(_ name: String, _ bytes: [UInt8]) throws {
        let file = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    /// Writes checkpoint, keys, tiles, bundles and proofs of a log with all its witnesses.
    func write(_ log: TestLog) throws {
        let size = log.entries.count
        try put("vkey", Array((log.key.verifierKey.vkey + "\n").utf8))
        try put("policy", log.policy(.all).bytes)
        try put("checkpoint", log.checkpoint(size, cosigned: 3).bytes)
        for path in TilePath.hashTiles(ofSize: size) { try put(path.description, HashTile(path, from: log.tree).bytes) }
        for path in TilePath.entryBundles(ofSize: size) { try put(path.description, EntryBundle(Array(log.entries[path.leaves])).bytes) }

        var generator = SeededGenerator(seed: UInt64(size))
        var sizes = Set([1, size, (size + 1) / 2])
        for _ in 0..<20 { sizes.insert(Int.random(in: 1...size, using: &generator)) }
        var proofs: [Proof] = []
        for size in sizes.sorted() {
            for index in Set([0, size - 1, size / 2, Int.random(in: 0..<size, using: &generator)]).sorted() {
                let proof = try log.tree.inclusionProof(index: index, size: size)
                proofs.append(
                    Proof(
                        kind: "inclusion", index: index, size: size, path: proof.path, leaf: MerkleTree.leafHash(log.entries[index]),
                        root: try log.tree.root(atSize: size)))
            }
            for old in Set([1, size, (size + 1) / 2, Int.random(in: 1...size, using: &generator)]).sorted() {
                let proof = try log.tree.consistencyProof(from: old, to: size)
                proofs.append(
                    Proof(
                        kind: "consistency", old: old, size: size, path: proof.path, oldRoot: try log.tree.root(atSize: old),
                        root: try log.tree.root(atSize: size)))
            }
        }
        try put("proofs.jsonl", proofs.flatMap { try CanonicalJSON(encoding: $0).serialized() + [0x0A] })
        for index in Set([0, 7, size / 2, size - 1]) where index < size {
            try put("proofs/\(index).tlog-proof", log.proof(index, size: max(index + 1, size - 1), cosigned: 3).bytes)
        }
    }

    /// The lines of `proofs.jsonl`, in whatever spelling.
    func proofs() throws -> [Proof] {
        try read("proofs.jsonl").split(separator: 0x0A).map { try JSONDecoder().decode(Proof.self, from: Data($0)) }
    }
}
