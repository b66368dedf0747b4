import Foundation
import KaipanArchive
import KaipanLog
import KaipanText
import Testing

@Suite(.stores) struct EpochTests {
    private static func problems(_ archive: Archive) throws -> [String] { try archive.verify().problems.map { "\($0.object): \($0.reason.en)" } }

    @Test(arguments: StoreEngine.here)
    func `an archive that lost entries goes on in an epoch that says so`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        let conversation = try test.converse(["您好", "你好"])
        let backup = try TestBackup(test.archive), kept = try test.archive.size()
        #expect(try test.archive.lostRange() == nil)
        for _ in 0..<3 { try test.archive.append([Draft(.visit), Draft(.visit)]) }
        let lostCheckpoint = try test.archive.checkpoint()
        try backup.restore(test.archive)

        let archive = try test.reopened(), behind = ArchiveError.behind(size: kept, seen: kept + 6)
        #expect(throws: behind) { try archive.append([Draft(.visit)]) }
        #expect(try archive.lostRange()?.root == lostCheckpoint.checkpoint.root)
        // Before the decision the loss is a problem.
        #expect(try Self.problems(archive).contains { $0.contains("\(kept + 6) entries, the database has \(kept)") })

        #expect(throws: ArchiveError.notAllowed(action: "keys", roles: ["manager"], needed: ["administrator"])) {
            try test.session(.manager).beginEpoch(reason: "磁盘损坏")
        }
        #expect(try archive.size() == kept)
        let receipt = try test.session(.administrator).beginEpoch(reason: "磁盘损坏，恢复了昨日的备份")
        #expect(receipt.positions == kept..<kept + 1)
        #expect(receipt.checkpoint.hasPrefix("\(archive.name)/2\n\(kept + 1)\n"))
        let record = try archive.record(at: kept)
        #expect(record.leaf.type == .epoch && record.leaf.member == test.members[.administrator]?.id)
        #expect(record.leaf.data["size"]?.integer == kept && record.leaf.data["seen"]?.integer == kept + 6)
        #expect(record.leaf.data["root"]?.string == lostCheckpoint.checkpoint.root.hex)
        #expect(record.leaf.data["log_key"]?.string == (try archive.verifierKey(epoch: 2).vkey))

        // Everybody signs on, and everything is provable under the new epoch's key.
        try archive.append([Draft(.visit)])
        #expect(try archive.epoch() == 2 && archive.size() == kept + 2)
        for position in 0..<kept + 2 {
            let proved = try archive.proof(of: position)
            try proved.proof.verify(entry: proved.entry, policy: archive.trustPolicy())
        }
        #expect(try archive.disclose(utterance: 1, of: conversation)?.verify(policy: archive.trustPolicy()).utterance.text == "你好")
        let early = try archive.proof(of: 0, size: kept)
        try early.proof.verify(entry: early.entry, policy: archive.trustPolicy(epoch: 1))
        let report = try archive.verify()
        #expect(report.problems == [])
        #expect(report.notes.count == 1 && report.notes.allSatisfy { $0.reason.en.contains("\(archive.name)/1 \(kept + 2)…\(kept + 6): lost") })
    }

    @Test(arguments: StoreEngine.here)
    func `an epoch that has lost nothing goes on`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        #expect(throws: ArchiveError.self) { try test.session(.administrator).beginEpoch(reason: "没有理由") }
        #expect(throws: ArchiveError.self) { try test.session(.legal).beginEpoch(reason: "没有理由") }
        #expect(try test.archive.epoch() == 1)
        #expect(try test.archive.records(.epoch).isEmpty)
        #expect(try Self.problems(test.archive) == [])
    }

    @Test(arguments: StoreEngine.here)
    func `a backup from before the last epoch signs nothing either, and a third epoch explains both`(engine: StoreEngine) throws {
        let test = try TestArchive(engine), archive = test.archive
        let first = try TestBackup(archive)
        try archive.append([Draft(.visit)])
        let second = try TestBackup(archive)
        try archive.append([Draft(.visit)])
        try second.restore(archive)
        try test.session(.administrator).beginEpoch(reason: "一")
        try archive.append([Draft(.visit)])
        let seen = try archive.size()
        try first.restore(archive)
        // The first epoch's last checkpoint is not the newest one, and must not make the second's be forgotten.
        let size = try archive.size()
        #expect(throws: ArchiveError.behind(size: size, seen: seen)) { try archive.append([Draft(.visit)]) }
        #expect(try archive.lostRange() == LostRange(size: size, epoch: 1, seen: seen, seenEpoch: 2, root: archive.marks()[0].line.root))
        try test.session(.administrator).beginEpoch(reason: "二")
        #expect(try archive.epoch() == 3)
        try archive.append([Draft(.visit)])
        let report = try archive.verify()
        #expect(report.problems == [])
        #expect(report.notes.count == 2)
    }

    /// Lines of the journal, or changes with SQL, that no entry explains.
    @Test(arguments: StoreEngine.here)
    func `what no epoch's entry explains is a problem`(engine: StoreEngine) throws {
        let test = try TestArchive(engine), archive = test.archive
        let backup = try TestBackup(archive), kept = try archive.size()
        try archive.append([Draft(.visit), Draft(.visit)])
        try backup.restore(archive)
        try test.session(.administrator).beginEpoch(reason: "一")
        try archive.append([Draft(.visit)])
        #expect(try Self.problems(archive) == [])

        let journal = try #require(archive.journals.first), root = MerkleTree.emptyRoot
        let lines = try Data(contentsOf: URL(filePath: journal.path))
        for (origin, size) in [
            // Signed in the old epoch after all that was seen, or with another root than was seen; in an epoch that never was; a kept one with another root; another log.
            ("\(archive.name)/1", kept + 3), ("\(archive.name)/1", kept + 2), ("\(archive.name)/4", 1), ("\(archive.name)/1", kept), ("\(archive.name)/2", kept),
            ("\(archive.name)/2", kept + 9), ("other.example/1", 1), ("\(archive.name)/02", kept + 1),
        ] {
            try journal.append(.init(origin: origin, size: size, root: root), durable: true)
            #expect(try !Self.problems(archive).isEmpty, "\(origin) \(size)")
            #expect(try archive.verify().misspoken == [])
            try lines.write(to: URL(filePath: journal.path))
        }
        for (statement, problem) in [
            ("update head set epoch = 1", "head: epoch 1, 2 expected"), ("update checkpoint set epoch = 1 where size = (select max(size) from checkpoint)", "checkpoint"),
        ] {
            _ = try archive.database.write { try $0.run(statement) }
            #expect(try Self.problems(archive).contains { $0.contains(problem) })
            _ = try archive.database.write { try $0.run("update head set epoch = 2") }
        }
    }

    /// Entries that an administrator's key could be made to sign, if not by this program.
    @Test(arguments: StoreEngine.here)
    func `an epoch's entry that does not fit the log is a problem`(engine: StoreEngine) throws {
        let cases: [(MemberRole, CanonicalObject, String)] = [
            (.manager, [:], "role"), (.administrator, ["epoch": 1], "epoch 1 after 1"), (.administrator, ["size": 2], "size 2"),
            (.administrator, ["seen": 1], "nothing was lost"), (.administrator, ["previous": 2], "epoch 2 after 1"),
            (.administrator, ["log_key": "x"], "log_key"), (.administrator, ["seen_epoch": .null], "seen_epoch"),
        ]
        for (role, change, problem) in cases {
            let test = try TestArchive(engine), archive = test.archive
            let size = try archive.size()
            var data: CanonicalObject = [
                "epoch": 2, "previous": 1, "size": .integer(size), "seen": .integer(size + 1), "seen_epoch": 1,
                "root": .string(MerkleTree.emptyRoot.hex), "log_key": .string(try archive.verifierKey(epoch: 2).vkey),
            ]
            for member in change { data[member.key] = member.value }
            _ = try archive.append(
                [Draft(.epoch, data: data)], by: test.members[role], repeatKey: nil, at: .now(),
                replacing: LostRange(size: size, epoch: 1, seen: size + 1, seenEpoch: 1, root: MerkleTree.emptyRoot))
            #expect(try Self.problems(archive).contains { $0.hasPrefix("entry \(size) (epoch") && $0.contains(problem) }, "\(change)")
            #expect(try archive.verify().misspoken == [])
        }
    }
}
