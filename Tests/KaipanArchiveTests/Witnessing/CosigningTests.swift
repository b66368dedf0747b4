import Foundation
import KaipanArchive
import KaipanLog
import KaipanTestSupport
import KaipanText
import KaipanWitness
import Testing

@Suite(.stores, .serialized) struct CosigningTests {
    private func state(_ test: TestArchive) -> URL { test.folder.appendingPathComponent("witness") }

    private func failure(_ body: () async throws -> Void) async throws -> CosigningError {
        do { try await body() } catch let error as CosigningError { return error }
        throw CocoaError(.featureUnsupported)
    }

    /// A copy of the archive as it is now, without the journal that would tell that it is old.
    private func copy(_ test: TestArchive) throws -> () throws -> Archive {
        let path = test.place.description, copy = test.folder.appendingPathComponent("copy").path
        try test.archive.database.wipe()
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        try FileManager.default.removeItem(atPath: "\(copy)/checkpoints")
        return { try Archive.open(.folder(copy), master: TestArchive.master()) }
    }

    @Test(arguments: StoreEngine.here)
    func `growth is cosigned, and the cosignatures are verified with the log`(engine: StoreEngine) async throws {
        let test = try TestArchive(engine), archive = test.archive
        try await TestWitness.with([archive.verifierKey(epoch: 1)], state: state(test)) { witness in
            let client = try WitnessClient(witness.address)
            let first = try await archive.cosign(by: client, key: witness.key)
            try test.converse(["您好", "这里有地铁吗？"])
            let size = try archive.size()
            let second = try await test.reopened().cosign(by: client, key: witness.key, as: test.members[.legal])
            #expect(second.size == size && second.position == size && second.size > first.size)
            #expect(try archive.cosignatures().map(\.id) == [first.id, second.id])
            #expect(try archive.record(at: second.position).leaf.member == test.members[.legal]?.id)
            #expect(try await witness.service.known(archive.origin(epoch: 1))?.size == Int(size))

            let report = try archive.verify(witnesses: [witness.key])
            #expect(report.problems == [] && report.notes == [])
            #expect(report.cosignatures == 2 && report.cosignedSize == size)
            let unknown = try archive.verify()
            #expect(unknown.problems == [] && unknown.cosignatures == 0)
            #expect(unknown.notes.count == 2 && unknown.notes.allSatisfy { $0.reason.en.contains("not verified") } && unknown.misspoken == [])
        }
    }

    @Test func `the size that the witness knows is asked for once, where the archive does not know it`() async throws {
        let test = try TestArchive(.sqlite), archive = test.archive
        try await TestWitness.with([archive.verifierKey(epoch: 1)], state: state(test)) { witness in
            // The witness has cosigned, and the answer was lost on its way.
            let newest = try archive.signedHead()
            let request = AddCheckpointRequest(oldSize: 0, proof: [], checkpoint: newest.signed)
            guard case .cosigned = try await witness.service.add(request.bytes).response else { throw Unexpected("first") }
            try test.converse(["您好"])
            let stored = try await archive.cosign(by: WitnessClient(witness.address), key: witness.key)
            #expect(stored.size > newest.size)
            #expect(try archive.verify(witnesses: [witness.key]).cosignatures == 1)
        }
    }

    @Test func `an archive restored from an old copy is refused by the witness`() async throws {
        let test = try TestArchive(.sqlite)
        try await TestWitness.with([test.archive.verifierKey(epoch: 1)], state: state(test)) { witness in
            let client = try WitnessClient(witness.address)
            _ = try await test.archive.cosign(by: client, key: witness.key)
            let open = try copy(test)
            try test.converse(["您好", "这里有地铁吗？"])
            try test.converse(["您好"])
            let seen = try await test.archive.cosign(by: client, key: witness.key).size

            let restored = try open()
            let old = try restored.size()
            #expect(old < seen)
            let behind = try await failure { _ = try await restored.cosign(by: client, key: witness.key) }
            #expect(behind == .behind(witness: "witness.example/w1", size: old, seen: seen))
            #expect(behind.message.en.contains("old backup") && behind.message.zh.contains("旧备份"))
            #expect(try restored.size() == old)

            // Whoever goes on with it all the same has forked the log: at the same size, and behind it.
            while try restored.size() < seen { try restored.append([Draft(.visit)]) }
            let same = try await failure { _ = try await restored.cosign(by: client, key: witness.key) }
            #expect(same == .forked(witness: "witness.example/w1", size: seen, seen: seen))
            try restored.append([Draft(.visit)])
            let later = try await failure { _ = try await restored.cosign(by: client, key: witness.key) }
            #expect(later == .forked(witness: "witness.example/w1", size: seen + 1, seen: seen))
            #expect(later.message.en.contains("forked") && later.message.zh.contains("分叉"))
            #expect(try await witness.service.evidence(restored.origin(epoch: 1)).count == 2)
            // The true one goes on.
            #expect(try await test.archive.cosign(by: client, key: witness.key).size == seen + 1)
        }
    }

    @Test func `a witness that does not know the log, or knows it by another key, is told which key it needs`() async throws {
        let test = try TestArchive(.sqlite), other = try TestArchive(.sqlite)
        let vkey = try test.archive.verifierKey(epoch: 1).vkey, size = try test.archive.size()
        try await TestWitness.with([], state: state(test)) { witness in
            let error = try await failure { _ = try await test.archive.cosign(by: WitnessClient(witness.address), key: witness.key) }
            #expect(error == .unknownLog(witness: "witness.example/w1", key: vkey))
        }
        // Of the same name, and yet another archive.
        try await TestWitness.with([other.archive.verifierKey(epoch: 1)], state: state(test)) { witness in
            let error = try await failure { _ = try await test.archive.cosign(by: WitnessClient(witness.address), key: witness.key) }
            #expect(error == .otherKey(witness: "witness.example/w1", key: vkey))
        }
        #expect(try test.archive.size() == size)
    }

    @Test func `a signature of another key is not kept`() async throws {
        let test = try TestArchive(.sqlite), archive = test.archive
        try await TestWitness.with([archive.verifierKey(epoch: 1)], state: state(test)) { witness in
            let client = try WitnessClient(witness.address), size = try archive.size()
            let namesake = WitnessKey(name: witness.key.name).verifierKey
            #expect(try await failure { _ = try await archive.cosign(by: client, key: namesake) } == .unsigned(witness: "witness.example/w1"))
            let log = try archive.verifierKey(epoch: 1)
            #expect(try await failure { _ = try await archive.cosign(by: client, key: log) } == .notAWitness(key: log.vkey))
            #expect(try archive.size() == size)
        }
    }

    @Test func `a witness that is not there, or is none, is named without secrets`() async throws {
        let test = try TestArchive(.sqlite), key = TestWitness.secret.verifierKey
        let error = try await failure {
            _ = try await test.archive.cosign(by: WitnessClient("http://name:secret@127.0.0.1:1/w?key=secret"), key: key)
        }
        guard case .unreachable("http://127.0.0.1:1/w/add-checkpoint", _) = error else { throw Unexpected(error) }
        #expect(!"\(error) \(error.message)".contains("secret"))
        #expect(throws: CosigningError.notAnAddress) { try WitnessClient("witness.example") }
    }

    /// Records that somebody with the keys of the archive could add.
    @Test(arguments: ["other size", "later", "forged", "no line"])
    func `a record that claims what the witness did not sign is named`(claim: String) async throws {
        let test = try TestArchive(.sqlite), archive = test.archive
        try await TestWitness.with([archive.verifierKey(epoch: 1)], state: state(test)) { witness in
            let stored = try await archive.cosign(by: WitnessClient(witness.address), key: witness.key)
            var bad = StoredCosignature.draft(stored.signature, size: stored.size, epoch: stored.epoch)
            switch claim {
            case "other size": bad.data["size"] = .integer(stored.size - 1)
            case "later": bad.data["size"] = .integer(stored.size + 1000)
            case "forged":
                var bytes = stored.signature.bytes
                bytes[20] ^= 1
                bad.data["signature"] = .string(String(NoteSignature(name: witness.key.name, keyID: witness.key.id, bytes: bytes).line.dropLast()))
            default: bad.data["signature"] = "— witness.example/w1"
            }
            try archive.append([bad])
            let problems = try archive.verify(witnesses: [witness.key]).problems
            #expect(problems.count == 1 && problems[0].object.contains("cosignature \(bad.id)"), "\(problems)")
        }
    }

    @Test func `an archive that lost its journal too goes on with the checkpoint that the witness kept`() async throws {
        let test = try TestArchive(.sqlite), other = try TestArchive(.sqlite)
        let state = state(test)
        let open = try copy(test)
        try test.converse(["您好"])
        try await TestWitness.with([test.archive.verifierKey(epoch: 1)], state: state) { witness in
            _ = try await test.archive.cosign(by: WitnessClient(witness.address), key: witness.key)
        }
        let kept = try #require(try await WitnessService.memory(state: state.path).first).checkpoint
        let restored = try open(), size = try restored.size()
        let administrator = try ArchiveSession(restored, key: #require(test.members[.administrator]))
        #expect(throws: ArchiveError.self) { try administrator.beginEpoch(reason: "磁盘损坏") }
        #expect(throws: CheckpointError.self) { try restored.learn(checkpoint: other.archive.checkpoint().bytes) }

        #expect(try restored.learn(checkpoint: kept.bytes) == kept.checkpoint)
        #expect(throws: ArchiveError.behind(size: size, seen: Int64(kept.checkpoint.size))) { try restored.append([Draft(.visit)]) }
        // To learn it again, or an older one, changes nothing.
        try restored.learn(checkpoint: kept.bytes)
        try restored.learn(checkpoint: restored.checkpoint().bytes)
        try administrator.beginEpoch(reason: "磁盘损坏")
        #expect(try restored.epoch() == 2)
        let log = try restored.verifierKey(epoch: 2)
        try await TestWitness.with([log], state: state) { witness in
            _ = try await restored.cosign(by: WitnessClient(witness.address), key: witness.key)
            let report = try restored.verify(witnesses: [witness.key])
            #expect(report.problems == [] && report.cosignatures == 1)
        }
    }

    @Test func `several witnesses cosign one checkpoint, and one that is away does not keep the others from it`() async throws {
        let test = try TestArchive(.sqlite), archive = test.archive
        let log = try archive.verifierKey(epoch: 1), second = WitnessKey(name: NoteKeyName("witness.example/w2")!)
        try await TestWitness.with([log], state: test.folder.appendingPathComponent("w1")) { w1 in
            try await TestWitness.with([log], state: test.folder.appendingPathComponent("w2"), key: second) { w2 in
                let position = try archive.size() - 1
                let results = try await archive.cosign(by: [
                    (WitnessClient(w1.address), w1.key), (WitnessClient("http://127.0.0.1:1/"), w1.key), (WitnessClient(w2.address), w2.key),
                ])
                #expect(try results[0].get().size == results[2].get().size)
                guard case .failure(.unreachable) = results[1] else { throw Unexpected(results[1]) }
                let policy = try TrustPolicy(
                    logs: [.init(key: log)],
                    witnesses: [.init(name: "w1", key: w1.key), .init(name: "w2", key: w2.key)],
                    groups: [.init(name: "both", threshold: .all, members: ["w1", "w2"])],
                    quorum: .named("both"))
                let found = try archive.cosignedProof(of: position)
                #expect(try found.proof.verify(entry: found.entry, policy: policy).statements.count == 2)
                // The entries of the cosignatures themselves are not under it.
                #expect(throws: ArchiveError.self) { try archive.cosignedProof(of: archive.size() - 1) }
            }
        }
    }

    /// An export whose checkpoint and proofs carry the signatures of two witnesses, as the programs in `Tests/Interop/log` read it.
    private func exportCosigned(_ archive: Archive, _ witnesses: [TestWitness], to folder: String) async throws {
        for _ in 0..<300 { try archive.append([Draft(.visit)]) }
        for result in try await archive.cosign(by: witnesses.map { (try WitnessClient($0.address), $0.key) }) { _ = try result.get() }
        let signed = try archive.cosignedCheckpoint(), size = signed.checkpoint.size
        #expect(signed.note.signatures.count == 1 + witnesses.count)
        #expect(try archive.exportTiles(to: folder, size: Int64(size)).size == Int64(size))
        try FileManager.default.createDirectory(atPath: "\(folder)/proofs", withIntermediateDirectories: true)
        var lines: [UInt8] = []
        func add(_ members: CanonicalObject) throws { lines += try CanonicalJSON.object(members).serialized() + [0x0A] }
        for position in [0, 100, size - 1] {
            let found = try archive.cosignedProof(of: Int64(position))
            try Data(found.proof.bytes).write(to: URL(filePath: "\(folder)/proofs/\(position).tlog-proof"))
            try add([
                "kind": "inclusion", "index": .integer(Int64(position)), "size": .integer(Int64(size)), "root": .string(signed.checkpoint.root.hex),
                "leaf": .string(MerkleTree.leafHash(found.entry).hex), "path": .array(found.proof.inclusion.path.map { .string($0.hex) }),
            ])
        }
        let old = try archive.checkpoint(atLeast: 100).checkpoint
        try add([
            "kind": "consistency", "old": .integer(Int64(old.size)), "size": .integer(Int64(size)), "root": .string(signed.checkpoint.root.hex),
            "old_root": .string(old.root.hex),
            "path": .array(try archive.consistency(from: Int64(old.size), to: Int64(size)).path.map { .string($0.hex) }),
        ])
        let names = witnesses.indices.map { PolicyWord(stringLiteral: "w\($0)") }
        let policy = try TrustPolicy(
            logs: [.init(key: archive.verifierKey(epoch: 1))], witnesses: zip(names, witnesses).map { .init(name: $0, key: $1.key) },
            groups: [.init(name: "all-of-them", threshold: .all, members: names)], quorum: .named("all-of-them"))
        for (name, bytes) in [("checkpoint", signed.bytes), ("policy", policy.bytes), ("proofs.jsonl", lines)] {
            try Data(bytes).write(to: URL(filePath: "\(folder)/\(name)"))
        }
    }

    @Test(.enabled("neither go with golang.org/x/mod nor Python's cryptography, pymerkle and rfc8785 is installed") {
        GoVerifier.isWanted || Python.isWanted("cryptography", "pymerkle", "rfc8785")
    })
    func `other people's programs verify what witnesses cosigned`() async throws {
        let test = try TestArchive(.sqlite), log = try test.archive.verifierKey(epoch: 1)
        let second = WitnessKey(name: NoteKeyName("witness.example/w2")!)
        let folder = test.folder.appendingPathComponent("tiles").path
        try await TestWitness.with([log], state: test.folder.appendingPathComponent("w1")) { w1 in
            try await TestWitness.with([log], state: test.folder.appendingPathComponent("w2"), key: second) { w2 in
                try await exportCosigned(test.archive, [w1, w2], to: folder)
            }
        }
        func verdicts() throws -> [(status: Int32, output: String)] {
            var verdicts: [(Int32, String)] = []
            if GoVerifier.isWanted { verdicts.append(GoVerifier.verify(folder)) }
            if Python.isWanted("cryptography", "pymerkle", "rfc8785") {
                verdicts.append(try #require(Python.run([Project.path("Tests/Interop/log/verify_log.py"), folder])))
            }
            return verdicts
        }
        for verdict in try verdicts() { #expect(verdict.status == 0, "\(verdict.output)") }
        // A note whose last signature is of a witness that nobody knows.
        let note = try SignedCheckpoint.read(Data(contentsOf: URL(filePath: "\(folder)/checkpoint")))
        let stranger = WitnessKey(name: second.cosigning.name).cosigning
        let forged = try SignedCheckpoint.read(Array(note.bytes)).note.text
        let signature = try stranger.cosign(forged, at: .now())
        let lines = note.note.signatures.dropLast().map(\.line) + [signature.line]
        try Data(forged + [0x0A] + Array(lines.joined().utf8)).write(to: URL(filePath: "\(folder)/checkpoint"))
        for verdict in try verdicts() { #expect(verdict.status != 0, "\(verdict.output)") }
    }
}
