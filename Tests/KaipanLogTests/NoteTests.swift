import Crypto
import Foundation
import KaipanLog
import Testing

@Suite struct NoteTests {
    static let vkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    static let note =
        "This is an example message.\n\n"
        + "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"

    /// A key that is the same in every run.
    static func key(_ name: String, seed: UInt8 = 1) throws -> NoteSigningKey {
        NoteSigningKey(name: NoteKeyName(name)!, privateKey: try .init(rawRepresentation: [UInt8](repeating: seed, count: 32)))
    }

    @Test func `the note of the specification verifies and is written as it was`() throws {
        let key = try NoteVerifierKey(vkey: Self.vkey)
        #expect(key.name.matches("example.com/foo"))
        #expect(key.id.description == "530d903a")
        #expect(key.vkey == Self.vkey)
        let note = try SignedNote(parsing: Array(Self.note.utf8))
        #expect(note.text == Array("This is an example message.\n".utf8))
        #expect(try note.verify([key]).map(\.key) == [key])
        #expect(note.bytes == Array(Self.note.utf8))
        #expect(try SignedNote(parsing: Data(Self.note.utf8)) == note)
    }

    @Test(arguments: [
        "text\n\n", "text\n", "text", "", "\n", "\n\n", "text\n\n— a \n", "text\n\n— a AAAAAAA=", "text\n\n— a AAAAAAA=\nrest\n",
        "text\n— a AAAAAAA=\n", "text\n\n- a AAAAAAA=\n", "text\n\n—a AAAAAAA=\n", "text\n\n— AAAAAAA=\n", "text\n\n— a  AAAAAAA=\n",
        "text\n\n— a AAAAAAA= \n", "text\n\n— a AAAAAAA= b\n", "text\n\n— a+b AAAAAAA=\n", "text\n\n— a AAAAAA==\n",
        "text\n\n— a AAAAAAA\n",
        "text\n\n— a AAAAAAB=\n", "text\n\n— a AAAA_AA=\n", "text\n\n— a AAAAAAA=\n\n", "text\n\n—  AAAAAAA=\n",
        "text\n\n— a\u{3000}b AAAAAAA=\n", "text\n\n— a\u{a0}b AAAAAAA=\n", "text\n\n — a AAAAAAA=\n",
        "\u{feff}text\n\n\u{feff}— a AAAAAAA=\n",
    ])
    func `a malformed note is refused`(text: String) {
        #expect(throws: NoteError.self) { try SignedNote(parsing: Array(text.utf8)) }
    }

    @Test func `what is wrong with a note is said`() {
        func parse(_ text: String) throws { _ = try SignedNote(parsing: Array(text.utf8)) }
        #expect(throws: NoteError.noSeparator) { try parse("text\n— a AAAAAAA=\n") }
        #expect(throws: NoteError.noSignatures) { try parse("text\n\n") }
        #expect(throws: NoteError.signatureLine(2)) { try parse("text\n\n— a AAAAAAA=\n— a\n") }
        #expect(throws: NoteError.character(0x0D, offset: 4)) { try parse("text\r\n\n— a AAAAAAA=\n") }
        #expect(throws: NoteError.character(0, offset: 0)) { try parse("\u{0}text\n\n— a AAAAAAA=\n") }
        #expect(throws: NoteError.character(9, offset: 1)) { try parse("t\text\n\n— a AAAAAAA=\n") }
        #expect(throws: NoteError.invalidUTF8(offset: 1)) { try SignedNote(parsing: [0x61, 0xFF, 0x0A, 0x0A] as [UInt8]) }
        let lines = String(repeating: "— a AAAAAAA=\n", count: 101)
        #expect(throws: NoteError.tooManySignatures(101)) { try parse("text\n\n" + lines) }
        #expect(throws: NoteError.tooLong(1 << 20 + 1)) { try SignedNote(parsing: [UInt8](repeating: 0x61, count: 1 << 20 + 1)) }
    }

    @Test func `a note may have empty lines, and a hundred signatures`() throws {
        let key = try Self.key("a")
        let note = try SignedNote(text: Array("\n\none\n\n\ntwo\n\n".utf8), signedBy: key)
        #expect(try SignedNote(parsing: note.bytes) == note)
        #expect(try note.verify([key.verifierKey]).count == 1)
        let many = "text\n\n" + String(repeating: "— a AAAAAAA=\n", count: 100)
        #expect(try SignedNote(parsing: Array(many.utf8)).bytes == Array(many.utf8))
    }

    @Test func `only what can be a note is signed`() throws {
        let key = try Self.key("a")
        #expect(throws: NoteError.text) { try key.sign(Array("no newline".utf8)) }
        #expect(throws: NoteError.text) { try key.sign([]) }
        #expect(throws: NoteError.character(9, offset: 0)) { try key.sign(Array("\tx\n".utf8)) }
        #expect(throws: NoteError.invalidUTF8(offset: 0)) { try key.sign([0xFF, 0x0A]) }
    }

    @Test func `unknown signatures are kept and count for nothing, a known key's bad one refuses the note`() throws {
        let text = Array("text\n".utf8)
        let mine = try Self.key("log"), sameName = try Self.key("log", seed: 2), sameKey = try Self.key("other")
        let note = try SignedNote(text: text, signedBy: mine).adding([try sameName.sign(text), try sameKey.sign(text)])
        #expect(try note.verify([mine.verifierKey]).map(\.key) == [mine.verifierKey])
        #expect(try note.verify([mine.verifierKey, sameKey.verifierKey]).count == 2)
        #expect(try SignedNote(parsing: note.bytes).bytes == note.bytes)
        #expect(try note.adding(note.signatures) == note)
        #expect(throws: NoteError.noKnownSignature(note.signatures.map(\.name))) { try note.verify([]) }
        #expect(throws: NoteError.noKnownSignature(note.signatures.map(\.name))) { try note.verify([try Self.key("x").verifierKey]) }

        let changed = try SignedNote(parsing: Array(String(decoding: note.bytes, as: UTF8.self).replacing("text\n", with: "test\n").utf8))
        #expect(throws: NoteError.badSignature(name: mine.name, id: mine.verifierKey.id)) { try changed.verify([mine.verifierKey]) }

        // The bad signature of a known key refuses the note even beside a good one.
        let bad = NoteSignature(name: sameKey.name, keyID: sameKey.verifierKey.id, bytes: [UInt8](repeating: 0, count: 64))
        let mixed = try SignedNote(text: text, signedBy: mine).adding([bad])
        #expect(throws: NoteError.badSignature(name: sameKey.name, id: sameKey.verifierKey.id)) {
            try mixed.verify([mine.verifierKey, sameKey.verifierKey])
        }
        #expect(try mixed.verify([mine.verifierKey]).count == 1)
    }

    @Test func `every changed bit of a signature and of the text is found`() throws {
        let key = try Self.key("log")
        let note = try SignedNote(text: Array("text\n".utf8), signedBy: key)
        let signature = note.signatures[0]
        for bit in 0..<512 {
            var bytes = signature.bytes
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!key.verifierKey.verifies(NoteSignature(name: key.name, keyID: signature.keyID, bytes: bytes), of: note.text))
        }
        for length in [0, 1, 63] {
            let short = NoteSignature(name: key.name, keyID: signature.keyID, bytes: Array(signature.bytes.prefix(length)))
            #expect(!key.verifierKey.verifies(short, of: note.text))
        }
        #expect(!key.verifierKey.verifies(signature, of: Array("tex\n".utf8)))
    }

    @Test(arguments: [
        "", "a", "a+b", "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/ foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q==",
        "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "example.com/foo+530d903a+",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n",
    ])
    func `what is no verifier key is refused`(vkey: String) {
        #expect(throws: NoteError.self) { try NoteVerifierKey(vkey: vkey) }
    }

    @Test func `what is wrong with a verifier key is said`() {
        #expect(throws: NoteError.keyType(2)) {
            try NoteVerifierKey(vkey: "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
        }
        #expect(throws: NoteError.keyID(expected: NoteKeyID(0x530d_903a), found: "530d903b")) {
            try NoteVerifierKey(vkey: "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
        }
    }

    @Test func `names compare by their bytes`() {
        #expect(NoteKeyName("\u{e9}") != NoteKeyName("e\u{301}"))
        #expect(NoteKeyName("\u{e9}")?.matches("e\u{301}") == false)
        #expect(NoteKeyName("开盘.example/日志") != nil)
        for name in ["", "a b", "a+b", "a\u{2003}", "a\nb", "a\u{85}"] { #expect(NoteKeyName(name) == nil) }
    }
}
