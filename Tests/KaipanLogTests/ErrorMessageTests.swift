import KaipanLog
import KaipanText
import Testing

@Suite struct ErrorMessageTests {
    @Test func `messages say what, where and what was expected, in both languages`() throws {
        let key = try NoteTests.key("log.example").verifierKey
        let messages: [(LocalizedText, [String])] = [
            (CanonicalJSONError.duplicateKey("type", offset: 41).message, ["41", "type"]),
            (CanonicalJSONError.unexpectedByte(0x20, offset: 7).message, ["7", "0x20"]),
            (ProofError.index(8, size: 5).message, ["8", "5"]),
            (
                ProofError.root(size: 3, expected: TestVectors.roots[3], computed: TestVectors.roots[2]).message,
                ["3", TestVectors.roots[2].hex]
            ),
            (ProofError.frontier(size: 5, hashes: 3).message, ["5", "3", "2"]),
            (NoteError.badSignature(name: key.name, id: key.id).message, ["log.example", key.id.description]),
            (NoteError.signatureLine(2).message, ["2", "base64"]),
            (CheckpointError.otherOrigin(expected: "a", found: "b").message, ["a", "b"]),
            (TileError.length(try TilePath("tile/0/001"), expected: 8192, found: 1).message, ["tile/0/001", "8192", "1"]),
            (PolicyError.statement(.memberTwice("w1"), line: 4).message, ["4", "w1"]),
            (PolicyError.quorum(.named("q"), cosigners: ["w1", "w2"]).message, ["q", "w1", "w2"]),
            (TlogProofError.hash(line: 3).message, ["3", "32"]),
            (TlogProofError.policy(.unknownLog("x.example")).message, ["x.example"]),
            (WitnessError.proofTooLong(64).message, ["64", "63"]),
        ]
        for (message, words) in messages {
            for word in words {
                #expect(message.zh.contains(word))
                #expect(message.en.contains(word))
            }
            #expect(message.zh.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
            #expect(!message.en.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
        }
    }
}
