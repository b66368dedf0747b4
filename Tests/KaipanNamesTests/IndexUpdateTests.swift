import Foundation
import KaipanNames
import Testing

struct IndexUpdateTests {
    @Test("the same import twice leaves the same index", arguments: [0, 500_000])
    func idempotent(_ mergeThreshold: Int) throws {
        let folder = try IndexFolder()
        let names = MadeUp.names(200)
        let first = try folder.add(names.map { MadeUp.row($0) })
        #expect(first == NameIndexUpdate.Outcome(added: 200, replaced: 0, removed: 0, isMerged: true))
        let before = try folder.rows(named: names)
        for _ in 0..<2 {
            let again = try folder.add(names.map { MadeUp.row($0) }, mergeThreshold: mergeThreshold)
            #expect(again == NameIndexUpdate.Outcome(added: 0, replaced: 200, removed: 0, isMerged: mergeThreshold == 0))
            #expect(try folder.rows(named: names) == before)
            #expect(try NameIndex(contentsOf: folder.path).rowCount == 200)
        }
    }

    @Test("of rows with one key the last stands")
    func lastOfAKey() throws {
        let folder = try IndexFolder()
        let outcome = try folder.add([MadeUp.row("翠湖", key: "1"), MadeUp.row("金沙", key: "2"), MadeUp.row("明月", key: "1")])
        #expect(outcome.added == 2)
        #expect(try folder.names(like: "翠湖") == [])
        #expect(try folder.names(like: "明月") == ["明月"])
    }

    @Test("the same key in another register is another row")
    func keysOfRegisters() throws {
        let folder = try IndexFolder()
        try folder.add([MadeUp.row("翠湖", key: "1", .place), MadeUp.row("翠湖", key: "1", .project)])
        #expect(try folder.search("翠湖").count == 2)
    }

    @Test("a new import replaces rows by key, in a delta and in a new base", arguments: [0, 500_000])
    func replaces(_ mergeThreshold: Int) throws {
        let folder = try IndexFolder()
        let names = MadeUp.names(100)
        try folder.add(names.enumerated().map { MadeUp.row($1, key: String($0)) })
        let outcome = try folder.add([MadeUp.row("听雨", key: "7"), MadeUp.row("归云", key: "new")], file: "b.csv", mergeThreshold: mergeThreshold)
        #expect(outcome == NameIndexUpdate.Outcome(added: 1, replaced: 1, removed: 0, isMerged: mergeThreshold == 0))
        #expect(FileManager.default.fileExists(atPath: folder.delta) == (mergeThreshold != 0))
        #expect(try folder.names(like: names[7]).contains(names[7]) == false)
        #expect(try folder.names(like: "听雨") == ["听雨"])
        #expect(try folder.search("归云").first?.batch?.file == "b.csv")
        #expect(try folder.search(names[8]).first?.batch?.file == "a.csv")
        #expect(try NameIndex(contentsOf: folder.path).rowCount == 101)
        // The replaced one comes back.
        let back = try folder.add([MadeUp.row(names[7], key: "7")], file: "c.csv", mergeThreshold: mergeThreshold)
        #expect((back.added, back.replaced) == (0, 1))
        #expect(try folder.names(like: "听雨") == [])
        #expect(try folder.names(like: names[7]).first == names[7])
        #expect(try NameIndex(contentsOf: folder.path).rowCount == 101)
    }

    @Test("a whole register removes what it no longer has, and only of that register")
    func wholeRegister() throws {
        let folder = try IndexFolder()
        let names = MadeUp.names(60)
        try folder.add(names.prefix(30).map { MadeUp.row($0, .place) }, .place)
        try folder.add(names.suffix(30).map { MadeUp.row($0, .trademark) }, .trademark, file: "m.csv")
        try folder.add([MadeUp.row("听雨", .place)], .place, file: "delta.csv")
        let outcome = try folder.add([MadeUp.row(names[0], .place), MadeUp.row("归云", .place)], .place, file: "b.csv", isWhole: true)
        #expect(outcome == NameIndexUpdate.Outcome(added: 1, replaced: 1, removed: 30, isMerged: true))
        let index = try NameIndex(contentsOf: folder.path)
        #expect(index.rowCount == 32)
        #expect(try index.batches().map(\.file) == ["m.csv", "b.csv"])
        #expect(try folder.names(like: "听雨") == [])
        #expect(try folder.search(names[59]).first?.batch?.file == "m.csv")
        #expect(try folder.search("归云").first?.batch?.file == "b.csv")
    }

    @Test("a delta that has grown is merged into the base")
    func merges() throws {
        let folder = try IndexFolder()
        let names = MadeUp.names(400)
        try folder.add(names.prefix(100).map { MadeUp.row($0) })
        for start in stride(from: 100, to: 400, by: 50) {
            let outcome = try folder.add(names[start..<start + 50].map { MadeUp.row($0) }, file: "\(start)", mergeThreshold: 120)
            #expect(outcome.isMerged == (start == 200 || start == 350))
            #expect(FileManager.default.fileExists(atPath: folder.delta) != outcome.isMerged)
            #expect(try folder.rows(named: Array(names.prefix(start + 50))).count == start + 50)
        }
        #expect(try NameIndex(contentsOf: folder.path).batches().count == 7)
    }

    @Test("nothing but the index and its lock is left")
    func leavesNothing() throws {
        let folder = try IndexFolder()
        try folder.add(MadeUp.names(20).map { MadeUp.row($0) })
        try folder.add([MadeUp.row("听雨")])
        #expect(folder.files == ["names.kpn", "names.kpn.delta", "names.kpn.lock"])
    }

    @Test("an import that does not end leaves the index as it was")
    func abandoned() throws {
        let folder = try IndexFolder()
        try folder.add([MadeUp.row("翠湖")])
        let before = try Data(contentsOf: URL(filePath: folder.path))
        do {
            let update = try NameIndexUpdate(folder.path)
            for name in MadeUp.names(100) { try update.add(MadeUp.row(name)) }
        }
        #expect(try Data(contentsOf: URL(filePath: folder.path)) == before)
        #expect(folder.files == ["names.kpn", "names.kpn.lock"])
    }

    @Test("what a killed import left is in nobody's way")
    func killed() throws {
        let folder = try IndexFolder()
        try folder.add([MadeUp.row("翠湖")])
        for name in [".new", ".delta.new", ".new.rows", ".new.7"] { try Data("half".utf8).write(to: URL(filePath: folder.path + name)) }
        #expect(try folder.names(like: "翠湖") == ["翠湖"])
        try folder.add([MadeUp.row("金沙")])
        #expect(try folder.names(like: "翠湖") == ["翠湖"])
        #expect(try folder.names(like: "金沙") == ["金沙"])
    }

    @Test("killed between the new base and the end of its delta, the delta is told for merged")
    func killedBeforeDeltaIsRemoved() throws {
        let folder = try IndexFolder()
        let names = MadeUp.names(50)
        try folder.add(names.map { MadeUp.row($0) })
        try folder.add([MadeUp.row("听雨")])
        let delta = try Data(contentsOf: URL(filePath: folder.delta))
        try folder.add([MadeUp.row("归云")], mergeThreshold: 0)
        try delta.write(to: URL(filePath: folder.delta))
        #expect(try folder.search("听雨").count == 1)
        #expect(try NameIndex(contentsOf: folder.path).rowCount == 52)
        // Twice over: the next merge does not take it for the delta of another index.
        try folder.add([MadeUp.row("问梅")], mergeThreshold: 0)
        #expect(try NameIndex(contentsOf: folder.path).rowCount == 53)
        #expect(folder.files.contains("names.kpn.delta") == false)
    }

    @Test("a delta of another index is refused")
    func strangeDelta() throws {
        let folder = try IndexFolder(), other = try IndexFolder()
        for each in [folder, other] {
            try each.add(MadeUp.names(50).map { MadeUp.row($0) })
            try each.add([MadeUp.row("听雨")])
        }
        try FileManager.default.removeItem(atPath: folder.delta)
        try FileManager.default.copyItem(atPath: other.delta, toPath: folder.delta)
        #expect(throws: NameIndexError.strangeDelta(path: folder.delta)) { try NameIndex(contentsOf: folder.path) }
    }

    @Test("two imports at once are refused")
    func locked() throws {
        let folder = try IndexFolder()
        let first = try NameIndexUpdate(folder.path)
        #expect(throws: NameIndexError.self) { try NameIndexUpdate(folder.path) }
        withExtendedLifetime(first) {}
    }

    @Test("an index of no rows can be searched and added to")
    func empty() throws {
        let folder = try IndexFolder()
        try folder.add([])
        #expect(try folder.names(like: "翠湖") == [])
        try folder.add([MadeUp.row("翠湖")])
        #expect(try folder.names(like: "翠湖") == ["翠湖"])
    }
}
