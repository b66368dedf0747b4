import KaipanLog
import KaipanText
import Testing

@Suite struct WitnessTests {
    static func request(_ log: TestLog, from old: Int, to size: Int) throws -> AddCheckpointRequest {
        AddCheckpointRequest(
            oldSize: old, proof: try log.tree.consistencyProof(from: old, to: size).path, checkpoint: try log.checkpoint(size))
    }

    @Test func `a witness follows a log that grows`() throws {
        let log = try TestLog(size: 60)
        let witness = Witness(key: log.witnesses[0])
        var known: Checkpoint?
        for size in [0, 1, 1, 7, 8, 20, 20, 60] {
            let request = try Self.request(log, from: known?.size ?? 0, to: size)
            let decision = try witness.decide(request, logKeys: [log.key.verifierKey], known: known, at: log.time)
            let persist = try #require(decision.persist)
            #expect(persist == request.checkpoint)
            #expect(decision.evidence == nil)
            guard case .cosigned(let signatures) = decision.response else {
                Issue.record("not cosigned at size \(size)")
                return
            }
            let note = try request.checkpoint.adding(signatures).note
            #expect(
                try note.verify([log.key.verifierKey, log.witnesses[0].verifierKey]).compactMap(\.cosignature?.timestamp) == [log.time])
            known = persist.checkpoint
        }
    }

    @Test func `each refusal has the status of the protocol and changes nothing`() throws {
        let log = try TestLog(size: 20)
        let witness = Witness(key: log.witnesses[0])
        let known = try log.checkpoint(8).checkpoint
        func decide(_ request: AddCheckpointRequest, keys: [NoteVerifierKey]? = nil, known: Checkpoint?) throws -> AddCheckpointResponse {
            let decision = try witness.decide(request, logKeys: keys ?? [log.key.verifierKey], known: known, at: log.time)
            #expect(decision.persist == nil)
            return decision.response
        }
        let good = try Self.request(log, from: 8, to: 20)
        #expect(try decide(good, keys: [], known: known) == .unknownLog)
        #expect(try decide(good, keys: [NoteTests.key(log.origin, seed: 2).verifierKey], known: known) == .forbidden)
        let forged = try AddCheckpointRequest(
            parsing: Array(String(decoding: good.bytes, as: UTF8.self).replacing("\n20\n", with: "\n21\n").utf8))
        #expect(try decide(forged, known: known) == .forbidden)
        #expect(try decide(good, known: nil) == .conflict(size: 0))
        #expect(try decide(Self.request(log, from: 0, to: 20), known: known) == .conflict(size: 8))
        #expect(try decide(Self.request(log, from: 7, to: 20), known: known) == .conflict(size: 8))
        // A log that was restored from an older copy.
        #expect(try decide(Self.request(log, from: 5, to: 6), known: known) == .conflict(size: 8))
        let larger = AddCheckpointRequest(oldSize: 8, proof: [], checkpoint: try log.checkpoint(7))
        guard case .badRequest = try decide(larger, known: known) else {
            Issue.record("an old size above the checkpoint's was taken")
            return
        }
        for proof in [[], Array(good.proof.dropLast()), good.proof + [MerkleTree.emptyRoot], good.proof.reversed()] {
            #expect(try decide(AddCheckpointRequest(oldSize: 8, proof: proof, checkpoint: good.checkpoint), known: known) == .inconsistent)
        }
        let fromNothing = AddCheckpointRequest(oldSize: 0, proof: [MerkleTree.emptyRoot], checkpoint: try log.checkpoint(20))
        #expect(try decide(fromNothing, known: nil) == .inconsistent)
        let sameSize = AddCheckpointRequest(oldSize: 8, proof: [MerkleTree.emptyRoot], checkpoint: try log.checkpoint(8))
        #expect(try decide(sameSize, known: known) == .inconsistent)
    }

    @Test func `a fork is refused and kept as evidence`() throws {
        let log = try TestLog(size: 20)
        let witness = Witness(key: log.witnesses[0])
        let known = try log.checkpoint(8).checkpoint
        // The log signs another tree of the same size, and one that grew from it.
        var other = MerkleTree(leaves: TreeTests.leaves(8))
        let same = try Checkpoint(origin: log.origin, size: 8, root: other.root).signed(by: log.key)
        for leaf in TreeTests.leaves(3) { other.append(leaf) }
        let grown = try Checkpoint(origin: log.origin, size: 11, root: other.root).signed(by: log.key)
        let proof = try other.consistencyProof(from: 8, to: 11).path

        let first = try witness.decide(
            .init(oldSize: 8, proof: [], checkpoint: same), logKeys: [log.key.verifierKey], known: known, at: log.time)
        #expect(first.response == .conflict(size: 8))
        #expect(first.evidence == same)
        #expect(first.persist == nil)
        let second = try witness.decide(
            .init(oldSize: 8, proof: proof, checkpoint: grown), logKeys: [log.key.verifierKey], known: known, at: log.time)
        #expect(second.response == .inconsistent)
        #expect(second.evidence == grown)
        #expect(second.persist == nil)
        // A tree without leaves has one root only.
        let empty = try Checkpoint(origin: log.origin, size: 0, root: other.root).signed(by: log.key)
        let third = try witness.decide(
            .init(oldSize: 0, proof: [], checkpoint: empty), logKeys: [log.key.verifierKey], known: nil, at: log.time)
        #expect(third.response == .conflict(size: 0))
    }

    @Test func `the body of a request is read and written byte by byte`() throws {
        let log = try TestLog(size: 20)
        let request = try Self.request(log, from: 8, to: 20)
        let lines = ["old 8"] + request.proof.map(\.base64)
        #expect(request.bytes == Array((lines.joined(separator: "\n") + "\n\n").utf8) + request.checkpoint.bytes)
        #expect(try AddCheckpointRequest(parsing: request.bytes) == request)
        #expect(request.origin == log.origin)
        let empty = try Self.request(log, from: 0, to: 20)
        #expect(try AddCheckpointRequest(parsing: empty.bytes) == empty)
    }

    @Test func `the example request of the specification is read`() throws {
        let body = """
            old 20852014
            PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
            jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
            5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
            /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            — example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=

            """
        let request = try AddCheckpointRequest(parsing: Array(body.utf8))
        #expect(request.oldSize == 20_852_014)
        #expect(request.proof.count == 4)
        #expect(request.checkpoint.note.signatures.count == 2)
        #expect(request.bytes == Array(body.utf8))
    }

    @Test(
        arguments: [
            ("old 8", "old 08", .oldSize), ("old 8", "old", .oldSize), ("old 8", "old  8", .oldSize), ("old 8", "Old 8", .oldSize),
            ("old 8", "old -8", .oldSize), ("old 8\n", "", .oldSize), ("old 8\n", "old 8\nAQID\n", .proofLine(2)),
            ("old 8\n", "old 8\n\n", .checkpoint(.emptyLine(3))), ("— kaipan", "- kaipan", .checkpoint(.note(.signatureLine(1)))),
        ] as [(String, String, WitnessError)])
    func `a malformed body is refused`(old: String, new: String, error: WitnessError) throws {
        let log = try TestLog(size: 20)
        var text = String(decoding: try Self.request(log, from: 8, to: 20).bytes, as: UTF8.self)
        text = text.replacing(old, with: new, maxReplacements: 1)
        #expect(throws: error) { try AddCheckpointRequest(parsing: Array(text.utf8)) }
        let decision = try Witness(key: log.witnesses[0]).decide(body: Array(text.utf8), at: log.time) { _ in
            Issue.record("a malformed request was looked up")
            return nil
        }
        #expect(decision.response.status == 400)
    }

    @Test func `a proof of more than 63 lines is refused`() throws {
        let log = try TestLog(size: 2)
        let request = AddCheckpointRequest(
            oldSize: 1, proof: .init(repeating: MerkleTree.emptyRoot, count: 64), checkpoint: try log.checkpoint(2))
        #expect(throws: WitnessError.proofTooLong(64)) { try AddCheckpointRequest(parsing: request.bytes) }
    }

    @Test func `a whole exchange goes over bodies`() throws {
        let log = try TestLog(size: 20)
        let witness = Witness(key: log.witnesses[0])
        var states: [String: Checkpoint] = [:]
        func post(_ request: AddCheckpointRequest) throws -> AddCheckpointResponse {
            let decision = try witness.decide(body: request.bytes, at: log.time) { origin in
                origin == log.origin ? ([log.key.verifierKey], states[origin]) : nil
            }
            if let persist = decision.persist { states[persist.checkpoint.origin] = persist.checkpoint }
            let response = decision.response
            return try AddCheckpointResponse(status: response.status, contentType: response.contentType, body: response.body)
        }
        guard case .cosigned = try post(Self.request(log, from: 0, to: 8)) else {
            Issue.record("the first checkpoint was not cosigned")
            return
        }
        #expect(try post(Self.request(log, from: 0, to: 20)) == .conflict(size: 8))
        guard case .cosigned(let signatures) = try post(Self.request(log, from: 8, to: 20)) else {
            Issue.record("the second checkpoint was not cosigned")
            return
        }
        #expect(signatures.count == 1)
        let stranger = try Checkpoint(origin: "other.example", size: 1, root: TestVectors.roots[1]).signed(by: log.key)
        #expect(try post(.init(oldSize: 0, proof: [], checkpoint: stranger)) == .unknownLog)
    }

    @Test(
        arguments: [.badRequest("why"), .forbidden, .unknownLog, .conflict(size: 0), .conflict(size: 20_852_163), .inconsistent]
            as [AddCheckpointResponse])
    func `an answer is read back from its parts`(response: AddCheckpointResponse) throws {
        #expect(try AddCheckpointResponse(status: response.status, contentType: response.contentType, body: response.body) == response)
    }

    @Test func `an answer that does not keep to the protocol is refused`() throws {
        let body = Array("8\n".utf8)
        #expect(try AddCheckpointResponse(status: 409, contentType: "Text/X.tlog.size; charset=utf-8", body: body) == .conflict(size: 8))
        #expect(throws: WitnessError.conflictBody) { try AddCheckpointResponse(status: 409, contentType: "text/plain", body: body) }
        #expect(throws: WitnessError.conflictBody) { try AddCheckpointResponse(status: 409, contentType: nil, body: body) }
        for text in ["8", "08\n", "-8\n", "\n", "", "8\n\n"] {
            #expect(throws: WitnessError.conflictBody) {
                try AddCheckpointResponse(status: 409, contentType: "text/x.tlog.size", body: Array(text.utf8))
            }
        }
        #expect(throws: WitnessError.signatures(.noSignatures)) {
            try AddCheckpointResponse(status: 200, contentType: nil, body: [] as [UInt8])
        }
        #expect(throws: WitnessError.signatures(.signatureLine(1))) { try AddCheckpointResponse(status: 200, contentType: nil, body: body) }
        #expect(throws: WitnessError.status(500)) { try AddCheckpointResponse(status: 500, contentType: nil, body: body) }
    }
}
