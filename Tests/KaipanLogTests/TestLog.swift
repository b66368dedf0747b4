import Crypto
import KaipanLog
import KaipanText

/// A log with witnesses whose keys are the same in every run.
struct TestLog {
    let origin = "kaipan.example/log/1"
    let key: NoteSigningKey
    let witnesses: [CosigningKey]
    let entries: [[UInt8]]
    let tree: MerkleTree
    let time = Timestamp("2026-03-01T08:30:00.000Z")!

    init(size: Int) throws {
        key = try NoteTests.key(origin)
        witnesses = try (1...3).map {
            CosigningKey(
                name: NoteKeyName("witness.example/w\($0)")!,
                privateKey: try .init(rawRepresentation: [UInt8](repeating: UInt8(100 + $0), count: 32)))
        }
        entries = try (0..<size).map { index in
            try (["at": "2026-03-01T08:30:00.000Z", "data": ["n": .integer(Int64(index))], "type": "visit", "v": 1] as CanonicalJSON)
                .serialized()
        }
        tree = MerkleTree(leaves: entries.map { MerkleTree.leafHash($0) })
    }

    func checkpoint(_ size: Int, cosigned count: Int = 0) throws -> SignedCheckpoint {
        let checkpoint = try Checkpoint(origin: origin, size: size, root: tree.root(atSize: size))
        return try checkpoint.signed(by: key).adding(witnesses.prefix(count).map { try $0.cosign(checkpoint.text, at: time) })
    }

    func proof(_ index: Int, size: Int, cosigned count: Int = 0) throws -> TlogProof {
        try TlogProof(inclusion: tree.inclusionProof(index: index, size: size), checkpoint: checkpoint(size, cosigned: count))
    }

    /// The log, and two of its three witnesses.
    func policy(_ threshold: TrustPolicy.Threshold = .atLeast(2)) throws -> TrustPolicy {
        try TrustPolicy(
            logs: [.init(key: key.verifierKey)],
            witnesses: witnesses.enumerated().map { .init(name: PolicyWord("w\($0 + 1)")!, key: $1.verifierKey) },
            groups: [.init(name: "all-three", threshold: threshold, members: ["w1", "w2", "w3"])], quorum: .named("all-three"))
    }
}
