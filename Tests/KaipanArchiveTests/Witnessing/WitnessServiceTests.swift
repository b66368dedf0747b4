import Crypto
import Foundation
import FoundationNetworking
import KaipanArchive
import KaipanLog
import KaipanTestSupport
import KaipanText
import KaipanWitness
import Testing

/// A log in memory with a key of its own.
private struct MemoryLog: Sendable {
    var tree = MerkleTree()
    let key: NoteSigningKey

    init(_ entries: Int, origin: String = "log.example/1", key: Curve25519.Signing.PrivateKey = Curve25519.Signing.PrivateKey(), mark: String = "a") {
        self.key = NoteSigningKey(name: NoteKeyName(origin)!, privateKey: key)
        for number in 0..<entries { tree.append(MerkleTree.leafHash(Array("\(mark) \(number)".utf8))) }
    }

    func checkpoint(_ size: Int) throws -> SignedCheckpoint {
        try Checkpoint(origin: key.name.description, size: size, root: tree.root(atSize: size)).signed(by: key)
    }

    func request(_ old: Int, _ size: Int) throws -> AddCheckpointRequest {
        AddCheckpointRequest(
            oldSize: old, proof: try tree.consistencyProof(from: old, to: size).path, checkpoint: try checkpoint(size))
    }
}

@Suite(.serialized) struct WitnessServiceTests {
    private func post(_ body: [UInt8], _ witness: TestWitness, method: String = "POST") async throws -> (status: Int, type: String, text: String) {
        var message = URLRequest(url: URL(string: witness.address + "add-checkpoint")!)
        message.httpMethod = method
        if method == "POST" { message.httpBody = Data(body) }
        let (data, response) = try await URLSession.shared.data(for: message)
        let http = try #require(response as? HTTPURLResponse)
        return (http.statusCode, http.value(forHTTPHeaderField: "Content-Type") ?? "", String(decoding: data, as: UTF8.self))
    }

    @Test func `growth is cosigned, and so is the same again`() async throws {
        try await Project.withTemporaryFolder { folder in
            let log = MemoryLog(20)
            try await TestWitness.with([log.key.verifierKey], state: folder.appendingPathComponent("state")) { witness in
                let client = try WitnessClient(witness.address)
                for (old, size) in [(0, 3), (3, 3), (3, 8), (8, 20), (20, 20)] {
                    guard case .cosigned(let signatures) = try await client.add(log.request(old, size)) else { throw Unexpected("\(old) \(size)") }
                    #expect(signatures.count == 1)
                    #expect(try witness.key.verifies(signatures[0], of: log.checkpoint(size).checkpoint.text))
                    #expect(try await witness.service.known("log.example/1") == log.checkpoint(size).checkpoint)
                }
            }
        }
    }

    @Test func `a smaller tree, an old request and a wrong size are told the size that is known`() async throws {
        try await Project.withTemporaryFolder { folder in
            let log = MemoryLog(20)
            try await TestWitness.with([log.key.verifierKey], state: folder.appendingPathComponent("state")) { witness in
                let client = try WitnessClient(witness.address)
                let first = try log.request(0, 8)
                guard case .cosigned = try await client.add(first) else { throw Unexpected("first") }
                #expect(try await client.add(first) == .conflict(size: 8))
                #expect(try await client.add(log.request(3, 5)) == .conflict(size: 8))
                let (status, type, text) = try await post(log.request(7, 20).bytes, witness)
                #expect(status == 409 && type == "text/x.tlog.size" && text == "8\n")
                #expect(try await witness.service.known("log.example/1")?.size == 8)
                #expect(try await witness.service.evidence("log.example/1") == [])
            }
        }
    }

    @Test func `a fork is refused at the same size and at a larger one, and kept as evidence`() async throws {
        try await Project.withTemporaryFolder { folder in
            let key = Curve25519.Signing.PrivateKey()
            let log = MemoryLog(20, key: key), fork = MemoryLog(20, key: key, mark: "b")
            try await TestWitness.with([log.key.verifierKey], state: folder.appendingPathComponent("state")) { witness in
                let client = try WitnessClient(witness.address)
                guard case .cosigned = try await client.add(log.request(0, 8)) else { throw Unexpected("first") }
                #expect(try await client.add(fork.request(8, 8)) == .conflict(size: 8))
                #expect(try await client.add(fork.request(8, 12)) == .inconsistent)
                // The proof of the true log does not help a false root.
                let mixed = AddCheckpointRequest(oldSize: 8, proof: try log.request(8, 12).proof, checkpoint: try fork.checkpoint(12))
                #expect(try await client.add(mixed) == .inconsistent)
                #expect(try await witness.service.known("log.example/1") == log.checkpoint(8).checkpoint)
                #expect(try await witness.service.evidence("log.example/1") == [fork.checkpoint(8).bytes, fork.checkpoint(12).bytes])
                guard case .cosigned = try await client.add(log.request(8, 12)) else { throw Unexpected("the log goes on") }
            }
        }
    }

    @Test func `another key under the log's name is forbidden, and a log that nobody named is unknown`() async throws {
        try await Project.withTemporaryFolder { folder in
            let log = MemoryLog(4), impostor = MemoryLog(4), other = MemoryLog(4, origin: "log.example/2")
            try await TestWitness.with([log.key.verifierKey], state: folder.appendingPathComponent("state")) { witness in
                let client = try WitnessClient(witness.address)
                #expect(try await client.add(impostor.request(0, 4)) == .forbidden)
                #expect(try await client.add(other.request(0, 4)) == .unknownLog)
                #expect(try await witness.service.known("log.example/1") == nil)
                #expect(try await witness.service.known("log.example/2") == nil)
            }
        }
    }

    @Test(arguments: [
        "", "\n", "old 0\n", "old 0\n\n", "old 00\n\nlog.example/1\n", "old -1\n\n", "old 0\nnot base64\n\n", "old 99999999999999999999999\n\n",
        "old 0\n" + String(repeating: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", count: 64) + "\n", "\u{0}\u{1}\u{2}",
    ])
    func `what is no request is refused with 400`(head: String) async throws {
        try await Project.withTemporaryFolder { folder in
            let log = MemoryLog(4)
            try await TestWitness.with([log.key.verifierKey], state: folder.appendingPathComponent("state")) { witness in
                #expect(try await post(Array(head.utf8), witness).status == 400)
                // Its checkpoint does not help a malformed head.
                if head.hasSuffix("\n\n") { #expect(try await post(Array(head.utf8) + log.checkpoint(4).bytes, witness).status == (head == "old 0\n\n" ? 200 : 400)) }
                let bytes = try log.request(0, 4).bytes
                #expect(try await post(bytes.dropLast(), witness).status == 400)
            }
        }
    }

    @Test func `an old size above the checkpoint's is a bad request, and a body without end is too large`() async throws {
        try await Project.withTemporaryFolder { folder in
            let log = MemoryLog(8)
            try await TestWitness.with([log.key.verifierKey], state: folder.appendingPathComponent("state")) { witness in
                let request = AddCheckpointRequest(oldSize: 9, proof: [], checkpoint: try log.checkpoint(8))
                #expect(try await post(request.bytes, witness).status == 400)
                #expect(try await post([UInt8](repeating: 0x41, count: WitnessServer.requestLimit + 1), witness).status == 413)
                #expect(try await post([], witness, method: "GET").status == 404)
            }
        }
    }

    /// The race that the specification spells out: two trees that both go on from the same old size.
    @Test(arguments: [1, 2])
    func `of many requests with the same old size exactly one is cosigned`(processes: Int) async throws {
        try await Project.withTemporaryFolder { folder in
            let log = MemoryLog(60), state = folder.appendingPathComponent("state")
            try await TestWitness.with([log.key.verifierKey], state: state) { first in
                // A second service on the same file is what a second process is.
                try await TestWitness.with([log.key.verifierKey], state: state) { second in
                    var known = 0
                    for round in 1...5 {
                        let from = known
                        let answers = try await withThrowingTaskGroup(of: (Int, AddCheckpointResponse).self) { group in
                            for number in 1...10 {
                                let client = try WitnessClient((processes == 1 || number % 2 == 0 ? first : second).address)
                                let size = from + number
                                let request = try log.request(from, size)
                                group.addTask { (size, try await client.add(request)) }
                            }
                            return try await group.reduce(into: []) { $0.append($1) }
                        }
                        let winners = answers.filter { if case .cosigned = $0.1 { true } else { false } }
                        #expect(winners.count == 1, "round \(round): \(answers)")
                        known = try #require(winners.first?.0)
                        #expect(answers.allSatisfy { $0.0 == known || $0.1 == .conflict(size: known) }, "round \(round): \(answers)")
                        #expect(try await second.service.known("log.example/1")?.size == known)
                    }
                }
            }
        }
    }

    @Test func `a restart forgets nothing`() async throws {
        try await Project.withTemporaryFolder { folder in
            let key = Curve25519.Signing.PrivateKey(), state = folder.appendingPathComponent("state")
            let log = MemoryLog(20, key: key), fork = MemoryLog(20, key: key, mark: "b")
            try await TestWitness.with([log.key.verifierKey], state: state) { witness in
                guard case .cosigned = try await WitnessClient(witness.address).add(log.request(0, 8)) else { throw Unexpected("first") }
            }
            try await TestWitness.with([log.key.verifierKey], state: state) { witness in
                let client = try WitnessClient(witness.address)
                #expect(try await client.add(log.request(0, 20)) == .conflict(size: 8))
                #expect(try await client.add(fork.request(8, 20)) == .inconsistent)
                guard case .cosigned = try await client.add(log.request(8, 20)) else { throw Unexpected("second") }
            }
        }
    }

    @Test func `a state that cannot be read cosigns nothing`() async throws {
        try await Project.withTemporaryFolder { folder in
            let state = folder.appendingPathComponent("state"), log = MemoryLog(20)
            let service = try WitnessService(key: TestWitness.secret, logs: [log.key.verifierKey], state: state.path)
            guard case .cosigned = try await service.add(log.request(0, 8).bytes).response else { throw Unexpected("first") }
            let database = try SQLiteDatabase(path: state.path, journal: .rollback)
            try database.write { _ = try $0.run("update log set note = x'00'") }
            try await TestWitness.with([log.key.verifierKey], state: state) { witness in
                let status = try await post(log.request(8, 20).bytes, witness).status
                #expect(status == 500)
            }
            try database.write { _ = try $0.run("pragma user_version = 9") }
            #expect(throws: WitnessServiceError.newer(found: 9, known: 1)) {
                try WitnessService(key: TestWitness.secret, logs: [log.key.verifierKey], state: state.path)
            }
            try Data("no database".utf8).write(to: folder.appendingPathComponent("text"))
            #expect(throws: WitnessServiceError.self) {
                try WitnessService(key: TestWitness.secret, logs: [log.key.verifierKey], state: folder.appendingPathComponent("text").path)
            }
        }
    }

    @Test func `a key is read back from its file, and nothing else is`() throws {
        let key = TestWitness.secret
        let read = try WitnessKey(parsing: key.text)
        #expect(read.verifierKey == key.verifierKey && read.text == key.text)
        for text in ["", "kaipan-witness 1\n", key.text + "x", key.text.replacingOccurrences(of: "name ", with: "name a+b "), String(key.text.dropLast(6)) + "\n"] {
            #expect(throws: WitnessServiceError.key) { try WitnessKey(parsing: text) }
        }
        #expect(throws: WitnessServiceError.logs(key.verifierKey.vkey)) {
            try WitnessService(key: key, logs: [key.verifierKey], state: "/nowhere/at/all")
        }
    }
}
