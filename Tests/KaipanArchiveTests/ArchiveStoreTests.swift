import Foundation
import KaipanArchive
import KaipanLog
import KaipanTestSupport
import KaipanText
import Testing

@Suite(.stores) struct ArchiveStoreTests {
    @Test(arguments: StoreEngine.here)
    func `what was added is read back, by another opening too`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        let project = Draft(.project, data: ["profile": "330100"], content: (.archive, .object(["name": "澜汀雅苑"])))
        let unit = Draft(.unit, links: [Link(.project, project.id)], content: (.archive, .object(["label": "3-2-1801"])))
        let before = try test.archive.size()
        let manager = try #require(test.members[.manager])
        let receipt = try test.archive.append([project, unit], by: manager)
        #expect(receipt.positions == before..<before + 2)
        for archive in [test.archive, try test.reopened()] {
            let stored = try archive.record(unit.id)
            #expect(stored.leaf.links == unit.links)
            guard case .open(let body, _) = try archive.open(stored) else { return #expect(Bool(false)) }
            #expect(body["label"]?.string == "3-2-1801")
            #expect(try archive.records(linkedTo: project.id, .project, type: .unit).map(\.leaf.id) == [unit.id])
            #expect(try archive.records(.project).map(\.leaf.id) == [project.id])
            #expect(try archive.verifiesSignature(stored, Dictionary(uniqueKeysWithValues: archive.members().map { ($0.id, $0) })))
        }
    }

    @Test(arguments: StoreEngine.here)
    func `each checkpoint covers what was added, and every entry is provable under it`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        let archive = test.archive
        var tree = MerkleTree()
        for number in 0..<20 {
            try archive.append((0...number % 3).map { _ in Draft(.visit, data: ["n": .integer(Int64(number))]) })
        }
        let size = try archive.size()
        let leaves = try (0..<size).map { MerkleTree.leafHash(try archive.record(at: $0).bytes) }
        for leaf in leaves { tree.append(leaf) }
        let key = try archive.verifierKey(epoch: 1)
        try archive.database.read { connection in
            let nodes = StoredNodes(connection: connection)
            for row in try connection.rows("select size, note from checkpoint order by size") {
                let opened = try SignedCheckpoint.open(Array(row.text(1).utf8), key: key, origin: archive.origin(epoch: 1))
                #expect(opened.checkpoint.size == Int(try row.integer(0)))
                #expect(try nodes.root(atSize: opened.checkpoint.size) == opened.checkpoint.root)
            }
            for (position, leaf) in leaves.enumerated() {
                try nodes.inclusionProof(index: position, size: Int(size)).verify(leaf: leaf, root: tree.root)
            }
        }
    }

    @Test(arguments: StoreEngine.here)
    func `a batch with the same idempotency key is added once, and other content under it is refused`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        let visit = Draft(.visit, data: ["channel": "phone"], content: (.archive, .object(["note": "甲"])))
        let first = try test.archive.append([visit], repeatKey: "key 1")
        let again = try test.reopened().append([visit], repeatKey: "key 1")
        #expect(again.positions == first.positions)
        #expect(again.repeated && !first.repeated)
        var other = visit
        other.content = (.archive, .object(["note": "乙"]))
        #expect(throws: ArchiveError.repeated(index: first.positions.lowerBound)) {
            try test.archive.append([other], repeatKey: "key 1")
        }
        #expect(try test.archive.size() == first.positions.upperBound)
    }

    @Test(arguments: StoreEngine.here)
    func `an entry that is too long is refused and leaves nothing`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        let before = try test.archive.size()
        let long = Draft(.annotation, data: ["text": .string(String(repeating: "a", count: 65_536))])
        #expect(throws: ArchiveError.self) { try test.archive.append([Draft(.visit), long]) }
        #expect(try test.archive.size() == before)
        try test.archive.append([Draft(.visit)])
        #expect(try test.archive.size() == before + 1)
    }

    @Test(arguments: StoreEngine.here)
    func `many writers at once get neighbouring places, and none is lost`(engine: StoreEngine) async throws {
        let test = try TestArchive(engine)
        let before = try test.archive.size()
        let archives = [test.archive, try test.reopened(), try test.reopened()]
        let receipts = try await withThrowingTaskGroup(of: [Receipt].self) { group in
            for (number, archive) in archives.enumerated() {
                group.addTask {
                    try (0..<20).map { try archive.append([Draft(.visit, data: ["n": .integer(Int64(number * 100 + $0))])]) }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(receipts.map(\.positions.lowerBound)) == Set(before..<before + 60))
        #expect(try test.archive.size() == before + 60)
    }

    @Test(arguments: StoreEngine.here)
    func `utterances are read in order, and each is under the transcript's root`(engine: StoreEngine) throws {
        let test = try TestArchive(engine)
        let texts = ["您好，欢迎来到澜汀雅苑。", "这里有学区吗？", "以教育部门公布的为准。"]
        let conversation = try test.converse(texts)
        let stored = try test.archive.utterances(of: conversation)
        #expect(try stored.compactMap { try test.archive.open($0)?.text } == texts)
        let transcript = try #require(try test.archive.records(linkedTo: conversation, .conversation, type: .transcript).first)
        let root = MerkleTree(leaves: try stored.map { MerkleTree.leafHash(try $0.leaf()) }).root
        #expect(transcript.leaf.data["utterances_root"]?.string == root.hex)
    }

    @Test func `the writer waits for the disk`() throws {
        let test = try TestArchive(.sqlite)
        try test.archive.database.write { connection in
            let row = try #require(try connection.first("pragma synchronous"))
            #expect(try row.integer(0) == 2)
        }
    }

    @Test func `a wrong master key opens nothing`() throws {
        let test = try TestArchive(.sqlite)
        #expect(throws: ArchiveError.wrongMasterKey) {
            try Archive.open(test.place, master: MasterKey([UInt8](repeating: 8, count: 32)))
        }
    }

    @Test func `a second archive in the same folder is refused`() throws {
        let test = try TestArchive(.sqlite)
        #expect(throws: ArchiveError.alreadyThere(place: test.place.description)) {
            try Archive.create(at: test.place, name: "archive.example/other", master: TestArchive.master())
        }
        #expect(throws: ArchiveError.noArchive(place: "/nowhere/at/all")) {
            try Archive.open(.folder("/nowhere/at/all"), master: TestArchive.master())
        }
    }

    @Test func `an archive restored from an old copy signs nothing`() throws {
        let test = try TestArchive(.sqlite)
        let path = test.place.description, copy = test.folder.appendingPathComponent("copy").path
        try test.archive.database.wipe()
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        try test.archive.append([Draft(.visit), Draft(.visit)])
        let seen = try test.archive.size()
        // The journal of checkpoints is what an old copy of the database can't take back.
        try FileManager.default.removeItem(atPath: "\(copy)/checkpoints")
        try FileManager.default.copyItem(atPath: "\(path)/checkpoints", toPath: "\(copy)/checkpoints")
        let restored = try Archive.open(.folder(copy), master: TestArchive.master())
        #expect(throws: ArchiveError.behind(size: seen - 2, seen: seen)) { try restored.append([Draft(.visit)]) }
    }

    @Test func `a journal that can't be written is told apart from an append that failed`() throws {
        let test = try TestArchive(.sqlite)
        let outside = test.folder.appendingPathComponent("elsewhere/checkpoints").path
        try outside.write(toFile: test.place.description + "/journals", atomically: true, encoding: .utf8)
        let archive = try test.reopened(), size = try archive.size()
        let draft = Draft(.visit, data: ["channel": "phone"])
        #expect { try archive.append([draft], repeatKey: "visit") } throws: { error in
            guard case ArchiveError.unmarked(let marked, let reason) = error else { return false }
            return marked == size + 1 && reason.contains(outside)
        }
        #expect(try archive.record(draft.id).position == size)
        // Once the folder is there the same key adds nothing, and the next append marks all.
        try FileManager.default.createDirectory(atPath: (outside as NSString).deletingLastPathComponent, withIntermediateDirectories: false)
        #expect(try archive.append([draft], repeatKey: "visit").repeated)
        try archive.append([Draft(.visit, data: ["channel": "phone"])])
        #expect(try archive.marks().map(\.line.size) == [size + 2, size + 2])
        #expect(try archive.verify().isSound)
    }
}
