import Crypto
import Foundation
import GRDB
import KaipanArchive
import KaipanLog
import KaipanTestSupport
import KaipanText
import Testing

/// Bits of an archive's files that turn over: each that changes a value that is read has to be found.
///
/// `KAIPAN_FLIPS=20000` makes the long form of it, `KAIPAN_FLIP_CONVERSATIONS=36` an archive of 2 MB. `KAIPAN_FLIPS=all` turns every bit of an
/// archive with pages of 512 bytes; `KAIPAN_FLIP_PART=2/8` every eighth of its bits, from the second; `KAIPAN_FLIP_FILES=search.db` those of one file. Numbers that can be added up are
/// appended to the file `KAIPAN_FLIP_RESULTS`.
@Suite(.serialized) struct BitFlipTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let flips = environment["KAIPAN_FLIPS"].flatMap { Int($0) } ?? 300
    private static let isEvery = environment["KAIPAN_FLIPS"] == "all"
    /// Which part of all bits, and of how many.
    private static let part: (number: Int, count: Int) = {
        let fields = (environment["KAIPAN_FLIP_PART"] ?? "1/1").split(separator: "/").compactMap { Int($0) }
        return fields.count == 2 ? (fields[0], fields[1]) : (1, 1)
    }()
    private static let conversations = environment["KAIPAN_FLIP_CONVERSATIONS"].flatMap { Int($0) } ?? 0
    /// Which files; else all.
    private static let only = Set((environment["KAIPAN_FLIP_FILES"] ?? "").split(separator: ",").map(String.init))
    /// In memory where that is possible: each flip opens the archive anew, and waiting for the disk shows nothing here.
    private static let folder =
        FileManager.default.isWritableFile(atPath: "/dev/shm") ? URL(filePath: "/dev/shm") : FileManager.default.temporaryDirectory

    /// What became of a bit that turned over.
    private enum Outcome: String, CaseIterable {
        case refused = "not opened", found = "found by verify", unused = "in unused bytes", missed = "changes a value and is not found"
    }

    /// A small archive with a record of every kind of content: texts, utterances, media, an erasure, two epochs.
    private static func small() throws -> TestArchive {
        // Of all its bits, each entry is some thousands.
        let test = try TestArchive(.sqlite, roles: isEvery ? [.agent] : [.agent, .manager, .legal, .privacy], in: folder)
        let conversation = try test.converse(["您好，欢迎来到澜汀雅苑。", "这里有学区吗？", "以教育部门公布的为准。"])
        for number in 0..<conversations { try test.converse((0..<50).map { "第\(number)次来访，第\($0)句：样板间在哪里？" }) }
        let file = test.folder.appendingPathComponent("recording")
        let length = isEvery ? 300 : conversations > 0 ? 1_000_000 : 20_000
        try Data((0..<length).map { UInt8(truncatingIfNeeded: $0 * 31) }).write(to: file)
        try test.session(.agent).addMedia(file.path, to: conversation, kind: "recording", alignment: MediaAlignment(offset: 10))
        if isEvery {
            let gone = RecordID.new()
            try test.archive.append([Draft(.conversation, id: gone, content: (.conversation(gone), .object(["title": "要删除的话"])))])
            let keys = try test.archive.keys.keys(of: .conversation(gone)).map { CanonicalJSON.string($0.description) }
            try test.archive.append([Draft(.erasure, links: [Link(.subject, gone)], data: ["keys": .array(keys)])])
            try test.archive.finishErasures()
        } else {
            let gone = try test.converse(["要删除的话"])
            let privacy = try test.session(.privacy)
            let request = try privacy.requestErasure(of: [gone], reason: .requested)
            for role in [MemberRole.legal, .manager] { try test.session(role).decide(request, approve: true) }
            try privacy.erase(request)
        }
        let backup = try TestBackup(test.archive)
        try test.archive.append([Draft(.visit)])
        try backup.restore(test.archive)
        try test.session(.administrator).beginEpoch(reason: "磁盘损坏")
        try test.archive.append([Draft(.visit, data: ["channel": "phone"], content: (.archive, .object(["note": "甲"])))], repeatKey: "visit")
        return test
    }

    /// Every value that reading gives, as one hash.
    private static func dump(_ archive: Archive) throws -> String {
        var hasher = SHA256()
        func add(_ text: String) { hasher.update(data: Array((text + "\n").utf8)) }
        let size = try archive.size(), checkpoint = try archive.checkpoint()
        add("\(archive.name) \(size) \(try archive.epoch()) \(try archive.verifierKey(epoch: 1))")
        hasher.update(data: checkpoint.bytes)
        for position in 0..<size {
            let record = try archive.record(at: position)
            add("\(record.position)")
            hasher.update(data: record.bytes)
            add("\(try archive.open(record))")
            // By its name and by its links, which indexes answer.
            add("\(try archive.versions(of: record.leaf.id).map(\.position)) \(try archive.record(record.leaf.id).position)")
            add("\(try archive.records(linkedTo: record.leaf.id).map(\.position))")
            if record.leaf.type == .conversation {
                for stored in try archive.utterances(of: record.leaf.id) {
                    add("\(stored.id) \(stored.position) \(stored.utterance) \(try archive.open(stored).map { "\($0.text) \($0.details)" } ?? "-")")
                }
            }
            switch try archive.media(record) {
            case .none: break
            case .erased: add("erased")
            case .open(let reader): try reader.each { hasher.update(data: $0) }
            }
            // What makes up its proof.
            let path = try archive.database.read { try StoredNodes(connection: $0).inclusionProof(index: Int(position), size: Int(size)).path }
            add("\(path)")
        }
        hasher.update(data: try archive.proof(of: size / 2).proof.bytes)
        for type in RecordType.allCases { add("\(type) \(try archive.records(type).map(\.position))") }
        add("\(try archive.members()) \(try archive.holds().map(\.position)) \(try archive.lostRange() as Any)")
        add("\(try archive.marks().map { "\($0.epoch) \($0.line)" })")
        for query in ["学区", "欢迎", "样", "NOT 学", "role:customer", "sounds:雪去"] {
            add("\(try archive.hits(SearchQuery(query), limit: 500).hits)")
        }
        return Hexadecimal.string(Array(hasher.finalize()))
    }

    /// The files of an archive and its keys, as they were, and the folder in which one of them is changed and all are opened.
    private struct Files {
        let place: URL
        var all: [(name: String, data: [UInt8])] = []

        /// - Parameter isClosed: whether the files are as they are after the last process ended, or as a power cut leaves them.
        init(_ test: TestArchive, isClosed: Bool) throws {
            place = test.folder.appendingPathComponent("flipped")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            if isClosed { try test.archive.database.wipe() }
            try test.archive.indexForSearch()
            try test.archive.search.wipe()
            let folder = URL(filePath: test.place.description)
            // Another journal, as on another disk, and the files that whoever works with the archive has.
            try FileManager.default.copyItem(at: folder.appendingPathComponent("checkpoints"), to: folder.appendingPathComponent("outside"))
            try Data("\(place.path)/outside\n".utf8).write(to: folder.appendingPathComponent("journals"))
            try SecretFile.write("\(String(repeating: "07", count: 32))\n", to: folder.appendingPathComponent("master.key").path)
            try test.members[.agent]?.write(to: folder.appendingPathComponent("member.key").path)
            if isEvery {
                // The same rows in the smallest pages that there are.
                for name in ["records.db", "keys.db", "search.db"] {
                    try FileManager.default.copyItem(at: folder.appendingPathComponent(name), to: place.appendingPathComponent(name))
                    let database = try DatabaseQueue(path: place.appendingPathComponent(name).path)
                    try database.writeWithoutTransaction { database in
                        try database.execute(sql: "pragma journal_mode = delete; pragma page_size = 512; vacuum")
                        // As opening leaves it, which would else change it every time.
                        if name != "keys.db" { try database.execute(sql: "pragma journal_mode = wal") }
                    }
                    try database.close()
                }
            }
            for name in ["records.db", "records.db-wal", "keys.db", "search.db", "checkpoints", "outside", "journals", "master.key", "member.key"] {
                let smaller = place.appendingPathComponent(name)
                let file = FileManager.default.fileExists(atPath: smaller.path) ? smaller : folder.appendingPathComponent(name)
                guard let data = FileManager.default.contents(atPath: file.path), !data.isEmpty else { continue }
                all.append((name, [UInt8](data)))
                if name.hasSuffix(".key") {
                    try data.write(to: smaller)
                    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: smaller.path)
                }
            }
        }

        /// Writes all files, with one bit of one of them turned.
        func lay(_ changed: Int?, _ bit: Int) throws {
            for name in ["records.db-wal", "records.db-shm", "keys.db-journal", "search.db-wal", "search.db-shm"] { unlink(place.appendingPathComponent(name).path) }
            for (number, (name, original)) in all.enumerated() {
                var data = original
                if number == changed { data[bit / 8] ^= 1 << (bit % 8) }
                let file = open(place.appendingPathComponent(name).path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
                try #require(file >= 0)
                defer { close(file) }
                try #require(write(file, data, data.count) == data.count)
            }
        }

        /// What became of the files as they are.
        func outcome(expected: String) -> Outcome {
            let archive: Archive
            do {
                archive = try Archive.open(.folder(place.path), master: MasterKeySource.file(place.appendingPathComponent("master.key").path).load())
                _ = try ArchiveSession(archive, key: MemberKey(path: place.appendingPathComponent("member.key").path), purpose: .dispute)
            } catch {
                // Every error of ours says what, where and what to do.
                return error is ArchiveError ? .refused : .missed
            }
            do {
                let report = try archive.verify()
                if let problem = report.problems.first { return problem.object.isEmpty || !report.misspoken.isEmpty ? .missed : .found }
            } catch { return error is ArchiveError ? .found : .missed }
            guard let dump = try? dump(archive) else { return .missed }
            return dump == expected ? .unused : .missed
        }
    }

    @Test(arguments: isEvery ? [true] : [true, false])
    func `a bit that turns over changes no value unnoticed`(isClosed: Bool) throws {
        let test = try Self.small()
        let files = try Files(test, isClosed: isClosed)
        #expect(files.all.contains { $0.name == "records.db-wal" } == (!isClosed && !Self.isEvery))
        try files.lay(nil, 0)
        do {
            let untouched = try Archive.open(.folder(files.place.path), master: TestArchive.master())
            try #require(try untouched.verify().problems == [])
        }
        let expected = try Self.dump(Archive.open(.folder(files.place.path), master: TestArchive.master()))

        var random = SeededGenerator(seed: isClosed ? 1 : 2), counts: [String: [Outcome: Int]] = [:]
        func turn(_ number: Int, _ bit: Int) throws {
            guard Self.only.isEmpty || Self.only.contains(files.all[number].name) else { return }
            try files.lay(number, bit)
            let outcome = files.outcome(expected: expected), name = files.all[number].name
            counts[name, default: [:]][outcome, default: 0] += 1
            if outcome == .missed { Issue.record("\(name), byte \(bit / 8), bit \(bit % 8)") }
        }
        if Self.isEvery {
            for number in files.all.indices {
                for bit in 0..<files.all[number].data.count * 8 where bit % Self.part.count == Self.part.number - 1 { try turn(number, bit) }
            }
        } else if Self.conversations > 0 {
            // Anywhere, so that each bit of all files comes as often as any other.
            let bits = files.all.map { $0.data.count * 8 }
            for _ in 0..<max(1, Self.flips / 2) {
                var bit = Int.random(in: 0..<bits.reduce(0, +), using: &random), number = 0
                while bit >= bits[number] { (bit, number) = (bit - bits[number], number + 1) }
                try turn(number, bit)
            }
        } else {
            for round in 0..<max(1, Self.flips / 2) {
                // The files in turn, so that the small ones get their share.
                let number = round % files.all.count
                try turn(number, Int.random(in: 0..<files.all[number].data.count * 8, using: &random))
            }
        }
        var lines = ""
        for (name, data) in files.all {
            let told = Outcome.allCases.map { "\($0.rawValue): \(counts[name]?[$0] ?? 0)" }.joined(separator: ", ")
            lines += "flipped bits\(isClosed ? "" : " after a power cut"), \(name) (\(data.count) bytes): \(told)\n"
        }
        print(lines, terminator: "")
        if let path = Self.environment["KAIPAN_FLIP_RESULTS"] {
            let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
            defer { close(file) }
            #expect(write(file, lines, lines.utf8.count) == lines.utf8.count)
        }
    }
}
