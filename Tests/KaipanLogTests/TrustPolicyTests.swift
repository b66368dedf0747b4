import KaipanLog
import Testing

@Suite struct TrustPolicyTests {
    /// Verifier keys: `L1`, `L2` of logs, `X1`…`Y3` of witnesses.
    static func text(_ pattern: String) throws -> [UInt8] {
        var text = pattern
        for (place, name) in ["X1", "X2", "X3", "Y1", "Y2", "Y3"].enumerated() {
            let key = CosigningKey(
                name: NoteKeyName("witness.example/\(name)")!,
                privateKey: try .init(rawRepresentation: [UInt8](repeating: UInt8(place + 10), count: 32)))
            text = text.replacing("<\(name)>", with: key.verifierKey.vkey)
        }
        text = text.replacing("<L1>", with: try NoteTests.key("log.example/1", seed: 50).verifierKey.vkey)
        text = text.replacing("<L2>", with: try NoteTests.key("log.example/2", seed: 51).verifierKey.vkey)
        return Array(text.utf8)
    }

    /// The example of the specification.
    static let example = """
        log <L1>

        witness X1 <X1>
        witness X2 <X2>
        witness X3 <X3>
        group X-witnesses 2 X1 X2 X3

        witness Y1 <Y1>
        witness Y2 <Y2>
        witness Y3 <Y3>
        group Y-witnesses any Y1 Y2 Y3

        group X-and-Y all X-witnesses Y-witnesses
        quorum X-and-Y

        """

    @Test(
        arguments: [
            ([], false), (["X1", "X2"], false), (["Y1", "Y2", "Y3"], false), (["X1", "Y1"], false), (["X1", "X2", "Y3"], true),
            (["X1", "X2", "X3", "Y1", "Y2", "Y3"], true), (["X-and-Y"], false), (["X-witnesses", "Y-witnesses"], false),
            (["X3", "X1", "Y1", "Z"], true),
        ] as [(Set<PolicyWord>, Bool)])
    func `the example of the specification asks for two of one and one of the other`(cosigners: Set<PolicyWord>, met: Bool) throws {
        #expect(try TrustPolicy(parsing: Self.text(Self.example)).isMet(by: cosigners) == met)
    }

    @Test func `a policy is written and read back`() throws {
        let policy = try TrustPolicy(parsing: Self.text(Self.example))
        #expect(policy.logs.count == 1)
        #expect(policy.witnesses.map(\.name) == ["X1", "X2", "X3", "Y1", "Y2", "Y3"])
        #expect(policy.groups.map(\.threshold) == [.atLeast(2), .any, .all])
        #expect(try TrustPolicy(parsing: policy.bytes) == policy)
        #expect(try TrustPolicy(logs: policy.logs, witnesses: policy.witnesses, groups: policy.groups, quorum: policy.quorum) == policy)
        let full = try Self.text("log <L1> https://log.example/\nlog <L2>\nwitness 律所 <X1> https://w.example/\nquorum 律所\n")
        #expect(try TrustPolicy(parsing: full).bytes == full)
    }

    @Test func `comments, empty lines, tabs and octets that are no UTF-8 are allowed`() throws {
        let text = try Self.text("# a comment \u{e9}\n \t# another\n\n\t \n  log\t<L1>  \nwitness W <X1>\n quorum \t none\n")
        let policy = try TrustPolicy(parsing: text)
        #expect(policy.quorum == .none)
        #expect(policy.isMet(by: []))
        let octets =
            Array("witness ".utf8) + [0x4B, 0xFF, 0x20] + (try Self.text("<X1>\nquorum ")) + [0x4B, 0xFF, 0x0A]
        let opaque = try TrustPolicy(parsing: octets)
        #expect(opaque.witnesses[0].name.octets == [0x4B, 0xFF])
        #expect(opaque.bytes == octets)
        #expect(!opaque.isMet(by: ["K\u{FFFD}"]))
        #expect(try TrustPolicy(parsing: Array("quorum none\n".utf8)).logs.isEmpty)
    }

    @Test(
        arguments: [
            ("quorum none", 1, .noNewline), ("\n\nquorum none\nquorum none\n", 4, .secondQuorum), ("quorum X\n", 1, .undefinedName("X")),
            ("quorum\n", 1, .syntax("quorum")), ("quorum none none\n", 1, .syntax("quorum")), ("Quorum none\n", 1, .syntax("Quorum")),
            ("log\n", 1, .syntax("log")), ("log <L1> a b\n", 1, .syntax("log")), ("witness W\n", 1, .syntax("witness")),
            ("group G all\n", 1, .syntax("group")), ("witness W <X1>\ngroup G some W\n", 2, .syntax("group")),
            ("witness W <X1>\ngroup G 01 W\n", 2, .syntax("group")), ("witness W <X1>\ngroup G -1 W\n", 2, .syntax("group")),
            ("witness W <X1>\ngroup G 0 W\n", 2, .threshold(0, members: 1)),
            ("witness W <X1>\ngroup G 2 W\n", 2, .threshold(2, members: 1)),
            ("witness W <X1>\nwitness W <X2>\n", 2, .nameTaken("W")), ("witness none <X1>\n", 1, .nameTaken("none")),
            ("witness W <X1>\ngroup W any W\n", 2, .nameTaken("W")), ("witness W <X1>\ngroup none any W\n", 2, .nameTaken("none")),
            ("group G any W\nwitness W <X1>\n", 1, .undefinedName("W")), ("group G any G\n", 1, .undefinedName("G")),
            ("witness W <X1>\ngroup G any W none\n", 2, .undefinedName("none")),
            ("witness W <X1>\ngroup G any W W\n", 2, .memberTwice("W")),
            ("witness W <X1>\ngroup G any W\ngroup H any W\n", 3, .memberTwice("W")),
            ("quorum W\nwitness W <X1>\n", 1, .undefinedName("W")),
            ("log a\n", 1, .vkey(.vkey("a"))), ("log <L1>\u{1}\n", 1, .character(1)), ("log <L1>\r\n", 1, .character(13)),
            ("# \u{7f}\n", 1, .character(0x7F)), ("#\u{0}\n", 1, .character(0)),
        ] as [(String, Int, PolicyFault)])
    func `a faulty statement is named by its line`(pattern: String, line: Int, fault: PolicyFault) throws {
        let text = try Self.text(pattern)
        #expect(throws: PolicyError.statement(fault, line: line)) { try TrustPolicy(parsing: text) }
    }

    @Test func `a policy without a quorum is refused`() throws {
        #expect(throws: PolicyError.statement(.noQuorum, line: nil)) { try TrustPolicy(parsing: Self.text("log <L1>\n")) }
        #expect(throws: PolicyError.statement(.undefinedName("x"), line: nil)) { try TrustPolicy(logs: [], quorum: .named("x")) }
    }

    @Test func `a key has the type of its role and stands once, whatever its name`() throws {
        let log = try NoteTests.key("a", seed: 9).verifierKey, again = try NoteTests.key("b", seed: 9).verifierKey
        let cosigning = CosigningKey(name: NoteKeyName("w")!, privateKey: try .init(rawRepresentation: [UInt8](repeating: 9, count: 32)))
            .verifierKey
        let other = CosigningKey(name: NoteKeyName("v")!, privateKey: try .init(rawRepresentation: [UInt8](repeating: 9, count: 32)))
            .verifierKey
        #expect(throws: PolicyError.statement(.duplicateKey(again), line: nil)) {
            try TrustPolicy(logs: [.init(key: log), .init(key: again)], quorum: .none)
        }
        #expect(throws: PolicyError.statement(.duplicateKey(other), line: nil)) {
            try TrustPolicy(logs: [], witnesses: [.init(name: "w", key: cosigning), .init(name: "v", key: other)], quorum: .none)
        }
        #expect(throws: PolicyError.statement(.keyType(cosigning), line: nil)) {
            try TrustPolicy(logs: [.init(key: cosigning)], quorum: .none)
        }
        #expect(throws: PolicyError.statement(.keyType(log), line: nil)) {
            try TrustPolicy(logs: [], witnesses: [.init(name: "w", key: log)], quorum: .none)
        }
    }

    @Test func `a checkpoint needs its log and its quorum`() throws {
        let log = try TestLog(size: 20)
        let policy = try log.policy()
        let verified = try policy.verify(log.checkpoint(20, cosigned: 2).bytes)
        #expect(verified.checkpoint.size == 20)
        #expect(verified.log == log.key.verifierKey)
        #expect(verified.statements.map(\.witness) == ["w1", "w2"])
        #expect(verified.statements.map(\.cosignature.timestamp) == [log.time, log.time])
        #expect(throws: PolicyError.quorum(.named("all-three"), cosigners: ["w1"])) {
            try policy.verify(log.checkpoint(20, cosigned: 1).bytes)
        }
        // One witness that signs twice is one witness.
        let twice = try log.checkpoint(20, cosigned: 1).adding([
            log.witnesses[0].cosign(log.checkpoint(20).checkpoint.text, at: log.time.advanced(by: 5000))
        ])
        #expect(throws: PolicyError.quorum(.named("all-three"), cosigners: ["w1"])) { try policy.verify(twice.bytes) }
        let stranger = try Checkpoint(origin: "kaipan.example/log/2", size: 1, root: TestVectors.roots[1]).signed(by: log.key)
        #expect(throws: PolicyError.unknownLog("kaipan.example/log/2")) { try policy.verify(stranger.bytes) }
        #expect(throws: PolicyError.checkpoint(.note(.noSeparator))) { try policy.verify(Array("x\n".utf8)) }
        // Cosigned, but not signed by the log.
        let text = try log.checkpoint(20).checkpoint.text
        let unsigned = try SignedNote(text: text, signedBy: NoteTests.key("x")).adding(
            log.witnesses.map { try $0.cosign(text, at: log.time) })
        #expect(throws: PolicyError.checkpoint(.note(.noKnownSignature(unsigned.signatures.map(\.name))))) {
            try policy.verify(unsigned.bytes)
        }
        // A known witness whose cosignature is of another checkpoint spoils the note, though two others are enough.
        let foreign = try log.witnesses[2].cosign(log.checkpoint(19).checkpoint.text, at: log.time)
        let key = log.witnesses[2].verifierKey
        #expect(throws: PolicyError.checkpoint(.note(.badSignature(name: key.name, id: key.id)))) {
            try policy.verify(log.checkpoint(20, cosigned: 2).adding([foreign]).bytes)
        }
        let open = try TrustPolicy(logs: [], quorum: .none)
        #expect(throws: PolicyError.unknownLog(log.origin)) { try open.verify(log.checkpoint(20).bytes) }
        #expect(try open.verify(log.checkpoint(20).bytes, logs: [log.key.verifierKey]).statements.isEmpty)
    }
}
