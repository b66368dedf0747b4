import KaipanLog
import Testing

@Suite struct TlogProofTests {
    @Test(arguments: [(0, 1), (0, 20), (7, 20), (19, 20), (16, 17)]) func `a proof is written, read and verified whole`(
        index: Int, size: Int
    ) throws {
        let log = try TestLog(size: 20)
        let proof = try log.proof(index, size: size, cosigned: 3)
        let read = try TlogProof(parsing: proof.bytes)
        #expect(read == proof)
        #expect(read.bytes == proof.bytes)
        let verified = try read.verify(entry: log.entries[index], policy: log.policy(.all))
        #expect(verified.statements.count == 3)
        for other in 0..<20 where other != index {
            #expect(throws: TlogProofError.self) { try read.verify(entry: log.entries[other], policy: log.policy()) }
        }
    }

    @Test func `the text has the form of the specification`() throws {
        let log = try TestLog(size: 3)
        let proof = try TlogProof(extra: [1, 2, 3], inclusion: log.tree.inclusionProof(index: 1, size: 3), checkpoint: log.checkpoint(3))
        let path = proof.inclusion.path.map(\.base64)
        let head = "c2sp.org/tlog-proof@v1\nextra AQID\nindex 1\n\(path[0])\n\(path[1])\n\n"
        #expect(proof.bytes == Array(head.utf8) + (try log.checkpoint(3).bytes))
        #expect(try TlogProof(parsing: proof.bytes).extra == [1, 2, 3])
        #expect(throws: TlogProofError.size(proof: 2, checkpoint: 3)) {
            try TlogProof(inclusion: log.tree.inclusionProof(index: 1, size: 2), checkpoint: log.checkpoint(3))
        }
    }

    @Test func `what is no proof is refused with its line`() throws {
        let log = try TestLog(size: 3)
        let text = String(decoding: try log.proof(1, size: 3).bytes, as: UTF8.self)
        func expect(_ error: TlogProofError, _ old: String, _ new: String, at location: SourceLocation = #_sourceLocation) {
            let changed = Array(text.replacing(old, with: new, maxReplacements: 1).utf8)
            #expect(throws: error, sourceLocation: location) { try TlogProof(parsing: changed) }
        }
        let hash = try log.proof(1, size: 3).inclusion.path[0].base64
        expect(.header, "@v1", "@v2")
        expect(.header, "c2sp", " c2sp")
        expect(.index(line: 2), "index 1", "index 01")
        expect(.index(line: 2), "index 1", "index -1")
        expect(.index(line: 2), "index 1", "index  1")
        expect(.index(line: 2), "index 1\n", "")
        expect(.index(line: 3), "index 1\n", "extra AQID\n")
        expect(.index(line: 3), "index 1\n", "extra AQID\nextra AQID\nindex 1\n")
        expect(.extra, "index 1\n", "extra AQI\nindex 1\n")
        expect(.hash(line: 3), hash, String(hash.dropLast()))
        expect(.hash(line: 3), hash, "AQID")
        expect(.hash(line: 3), hash, hash + " ")
        expect(.tooManyHashes(65), hash, Array(repeating: hash, count: 64).joined(separator: "\n"))
        expect(.checkpoint(.emptyLine(2)), hash, hash + "\n")
        expect(.checkpoint(.size("03")), "\n3\n", "\n03\n")
        #expect(throws: TlogProofError.noCheckpoint) { try TlogProof(parsing: Array("c2sp.org/tlog-proof@v1\nindex 1\n".utf8)) }
        #expect(throws: TlogProofError.tooLong(2 << 20 + 1)) { try TlogProof(parsing: [UInt8](repeating: 0x61, count: 2 << 20 + 1)) }
    }

    @Test func `what a proof lacks is said`() throws {
        let log = try TestLog(size: 20)
        let entry = log.entries[7]
        #expect(throws: TlogProofError.policy(.quorum(.named("all-three"), cosigners: ["w1"]))) {
            try log.proof(7, size: 20, cosigned: 1).verify(entry: entry, policy: log.policy())
        }
        let wrong = try TlogProof(
            inclusion: InclusionProof(index: 6, size: 20, path: log.tree.inclusionProof(index: 7, size: 20).path),
            checkpoint: log.checkpoint(20, cosigned: 2))
        #expect {
            try wrong.verify(entry: entry, policy: log.policy())
        } throws: { error in
            if case .inclusion(.root(size: 20, _, _)) = error as? TlogProofError { true } else { false }
        }
        let outside = try TlogProof(inclusion: InclusionProof(index: 20, size: 20, path: []), checkpoint: log.checkpoint(20, cosigned: 2))
        #expect(throws: TlogProofError.inclusion(.index(20, size: 20))) { try outside.verify(entry: entry, policy: log.policy()) }
    }

    @Test func `no changed byte of a proof still proves the same`() throws {
        let log = try TestLog(size: 20)
        let policy = try log.policy(.all)
        let bytes = try log.proof(7, size: 20, cosigned: 3).bytes
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 1
            #expect(throws: TlogProofError.self, "byte \(place)") {
                try TlogProof(parsing: changed).verify(entry: log.entries[7], policy: policy)
            }
        }
    }
}
