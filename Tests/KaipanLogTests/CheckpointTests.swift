import Crypto
import KaipanLog
import KaipanText
import Testing

@Suite struct CheckpointTests {
    static let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="

    @Test func `the checkpoint of the specification is read and written`() throws {
        let text = "example.com/behind-the-sofa\n20852163\n\(Self.root)\n"
        let checkpoint = try Checkpoint(parsing: Array(text.utf8))
        #expect(checkpoint.origin == "example.com/behind-the-sofa")
        #expect(checkpoint.size == 20_852_163)
        #expect(checkpoint.root.base64 == Self.root)
        #expect(checkpoint.extensions.isEmpty)
        #expect(checkpoint.text == Array(text.utf8))
        #expect(try Checkpoint(origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root) == checkpoint)
    }

    @Test(arguments: ["a\n0\nR\n", "a b+c\n1\nR\n", "开盘\n9223372036854775807\nR\n", "a\n1\nR\nextension\n", "a\n1\nR\nx\n y z\n"])
    func `checkpoints in the bounds of the specification are read and written byte by byte`(pattern: String) throws {
        let text = Array(pattern.replacing("R", with: Self.root).utf8)
        let checkpoint = try Checkpoint(parsing: text)
        #expect(checkpoint.text == text)
    }

    @Test(arguments: [
        "", "a\n", "a\n1\n", "a\n1\nR", "\n1\nR\n", "a\n\nR\n", "a\n1\n\n", "a\n01\nR\n", "a\n-1\nR\n", "a\n+1\nR\n", "a\n1 \nR\n",
        "a\n0x1\nR\n", "a\n٣\nR\n", "a\n9223372036854775808\nR\n", "a\n99999999999999999999\nR\n", "a\n1\nRR\n", "a\n1\nAAAA\n",
        "a\n1\n R\n",
        "a\n1\nR\n\n", "a\n1\nR\nx\n\n", "a\n1\nR\n\nx\n", "a\n1\nR\nx", "a\r\n1\r\nR\r\n",
        "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
    ])
    func `what is no checkpoint is refused`(pattern: String) {
        let text = Array(pattern.replacing("R", with: Self.root).utf8)
        #expect(throws: CheckpointError.self) { try Checkpoint(parsing: text) }
    }

    @Test func `what is wrong with a checkpoint is said`() {
        func parse(_ text: String) throws { _ = try Checkpoint(parsing: Array(text.utf8)) }
        #expect(throws: CheckpointError.lines(2)) { try parse("a\n1\n") }
        #expect(throws: CheckpointError.size("01")) { try parse("a\n01\n\(Self.root)\n") }
        #expect(throws: CheckpointError.root("AAAA")) { try parse("a\n1\nAAAA\n") }
        #expect(throws: CheckpointError.emptyLine(4)) { try parse("a\n1\n\(Self.root)\n\nx\n") }
        #expect(throws: CheckpointError.origin) { try Checkpoint(origin: "", size: 0, root: MerkleTree.emptyRoot) }
        #expect(throws: CheckpointError.origin) { try Checkpoint(origin: "a\nb", size: 0, root: MerkleTree.emptyRoot) }
        #expect(throws: CheckpointError.size("-1")) { try Checkpoint(origin: "a", size: -1, root: MerkleTree.emptyRoot) }
    }

    @Test func `a checkpoint opens with the log's key and origin only`() throws {
        let key = try NoteTests.key("kaipan.example/1"), other = try NoteTests.key("kaipan.example/1", seed: 2)
        let checkpoint = try Checkpoint(origin: "kaipan.example/1", size: 8, root: TestVectors.roots[8])
        let signed = try checkpoint.signed(by: key)
        #expect(try SignedCheckpoint.open(signed.bytes, key: key.verifierKey, origin: "kaipan.example/1") == signed)
        #expect(throws: CheckpointError.otherOrigin(expected: "kaipan.example/2", found: "kaipan.example/1")) {
            try SignedCheckpoint.open(signed.bytes, key: key.verifierKey, origin: "kaipan.example/2")
        }
        #expect(throws: CheckpointError.note(.noKnownSignature([key.name]))) {
            try SignedCheckpoint.open(signed.bytes, key: other.verifierKey, origin: "kaipan.example/1")
        }
        var text = String(decoding: signed.bytes, as: UTF8.self)
        text.replace("\n8\n", with: "\n9\n")
        #expect(throws: CheckpointError.note(.badSignature(name: key.name, id: key.verifierKey.id))) {
            try SignedCheckpoint.open(Array(text.utf8), key: key.verifierKey, origin: "kaipan.example/1")
        }
        let plain = try SignedNote(text: Array("no checkpoint\n".utf8), signedBy: key)
        #expect(throws: CheckpointError.lines(1)) {
            try SignedCheckpoint.open(plain.bytes, key: key.verifierKey, origin: "kaipan.example/1")
        }
    }

    @Test func `origins compare by their bytes`() throws {
        let key = try NoteTests.key("log")
        let composed = try Checkpoint(origin: "\u{e9}", size: 0, root: MerkleTree.emptyRoot)
        #expect(try composed != Checkpoint(origin: "e\u{301}", size: 0, root: MerkleTree.emptyRoot))
        let bytes = try composed.signed(by: key).bytes
        #expect(throws: CheckpointError.self) { try SignedCheckpoint.open(bytes, key: key.verifierKey, origin: "e\u{301}") }
    }

    @Test func `the cosignature of the specification has its time and key`() throws {
        // The note of C2SP tlog-cosignature v1.0.1; its witness's public key is not printed there.
        let note = """
            example.com/behind-the-sofa
            20852163
            \(Self.root)

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==

            """
        let signed = try SignedCheckpoint.read(Array(note.utf8))
        #expect(signed.bytes == Array(note.utf8))
        let cosignature = try #require(Cosignature(signed.note.signatures[1]))
        #expect(cosignature.time == 1_679_315_147)
        #expect(cosignature.timestamp == Timestamp("2023-03-20T12:25:47.000Z"))
        #expect(Cosignature(signed.note.signatures[0]) == nil)
    }

    @Test func `a cosignature holds for its checkpoint, time and key`() throws {
        let log = try NoteTests.key("log")
        let witness = CosigningKey(
            name: NoteKeyName("witness.example/w1")!, privateKey: try .init(rawRepresentation: [UInt8](repeating: 7, count: 32)))
        let checkpoint = try Checkpoint(origin: "log", size: 8, root: TestVectors.roots[8])
        let time = Timestamp("2026-03-01T08:30:00.999Z")!
        let signature = try witness.cosign(checkpoint.text, at: time)
        let signed = try checkpoint.signed(by: log).adding([signature])
        let verified = try signed.note.verify([log.verifierKey, witness.verifierKey])
        #expect(verified.map(\.cosignature?.time) == [nil, 1_772_353_800])
        #expect(try NoteVerifierKey(vkey: witness.verifierKey.vkey) == witness.verifierKey)

        let key = try Curve25519.Signing.PublicKey(rawRepresentation: witness.verifierKey.publicKey)
        let message = Array("cosignature/v1\ntime 1772353800\n".utf8) + checkpoint.text
        #expect(key.isValidSignature(signature.bytes.dropFirst(8), for: message))

        for bit in 0..<576 {
            var bytes = signature.bytes
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            let changed = NoteSignature(name: signature.name, keyID: signature.keyID, bytes: bytes)
            #expect(!witness.verifierKey.verifies(changed, of: checkpoint.text))
        }
        // The same Ed25519 key as a log's is another key, and does not verify cosignatures.
        let asLog = NoteVerifierKey(name: witness.name, algorithm: .ed25519, publicKey: key)
        #expect(asLog.id != witness.verifierKey.id)
        #expect(!asLog.verifies(NoteSignature(name: witness.name, keyID: asLog.id, bytes: signature.bytes), of: checkpoint.text))
        #expect(throws: CheckpointError.self) { try witness.cosign(Array("no checkpoint\n".utf8), at: time) }
    }
}
