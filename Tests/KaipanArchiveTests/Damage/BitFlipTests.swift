import Crypto
import Foundation
import GRDB
import KaipanLog
import KaipanTestSupport
import KaipanText
import Testing

@testable import KaipanArchive

/// Bits of an archive's files that turn over: each that changes a value that is read has to be found.
///
/// `KAIPAN_FLIPS=20000` makes the long form of it, `KAIPAN_FLIP_CONVERSATIONS=100` a larger archive. `KAIPAN_FLIPS=all` turns every bit of an
/// archive with pages of 512 bytes; `KAIPAN_FLIP_PART=2/8` the second eighth of its bits.
@Suite(.serialized) struct BitFlipTests {
    private static let flips = ProcessInfo.processInfo.environment["KAIPAN_FLIPS"].flatMap { Int($0) } ?? 300
    private static let isEvery = ProcessInfo.processInfo.environment["KAIPAN_FLIPS"] == "all"
    /// Which part of all bits, and of how many.
    private static let part: (number: Int, count: Int) = {
        let fields = (ProcessInfo.processInfo.environment["KAIPAN_FLIP_PART"] ?? "1/1").split(separator: "/").compactMap { Int($0) }
        return fields.count == 2 ? (fields[0], fields[1]) : (1, 1)
    }()
    private static let conversations = ProcessInfo.processInfo.environment["KAIPAN_FLIP_CONVERSATIONS"].flatMap { Int($0) } ?? 0

    /// What became of a bit that turned over.
    private enum Outcome: String, CaseIterable {
        case refused = "not opened", found = "found by verify", unused = "in unused bytes", missed = "changes a value and is not found"
    }

    /// A small archive with a record of every kind of content: texts, utterances, media, an erasure, two epochs.
    private static func small() throws -> TestArchive {
        let test = try TestArchive(.sqlite)
        let conversation = try test.converse(["您好，欢迎来到澜汀雅苑。", "这里有学区吗？", "以教育部门公布的为准。"])
        for number in 0..<conversations { try test.converse((0..<50).map { "第\(number)次来访，第\($0)句：样板间在哪里？" }) }
        let gone = try test.converse(["要删除的话"])
        let file = test.folder.appendingPathComponent("recording")
        try Data((0..<(isEvery ? 300 : 20_000)).map { UInt8(truncatingIfNeeded: $0 * 31) }).write(to: file)
        try test.session(.agent).addMedia(file.path, to: conversation, kind: "recording", alignment: MediaAlignment(offset: 10))
        let privacy = try test.session(.privacy)
        let request = try privacy.requestErasure(of: [gone], reason: .requested)
        for role in [MemberRole.legal, .manager] { try test.session(role).decide(request, approve: true) }
        try privacy.erase(request)
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
        add("\(archive.name) \(try archive.size()) \(try archive.epoch()) \(try archive.verifierKey(epoch: 1))")
        for position in 0..<(try archive.size()) {
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
            let proved = try archive.proof(of: position)
            hasher.update(data: proved.entry)
            hasher.update(data: proved.proof.bytes)
        }
        for type in RecordType.allCases { add("\(type) \(try archive.records(type).map(\.position))") }
        add("\(try archive.members()) \(try archive.holds().map(\.position)) \(try archive.lostRange() as Any)")
        return Hexadecimal.string(Array(hasher.finalize()))
    }

    /// - Parameter isClosed: whether the files are as they are after the last process ended, or as a power cut leaves them.
    private static func copy(_ test: TestArchive, isClosed: Bool) throws -> URL {
        if isClosed { try test.archive.database.wipe() }
        let copy = test.folder.appendingPathComponent("original")
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        for name in ["records.db", "records.db-wal", "keys.db", "checkpoints"] {
            let file = URL(filePath: test.place.description).appendingPathComponent(name)
            guard let data = FileManager.default.contents(atPath: file.path), !data.isEmpty else { continue }
            try data.write(to: copy.appendingPathComponent(name))
        }
        if isEvery {
            // The same rows in the smallest pages that there are.
            for name in ["records.db", "keys.db"] {
                let database = try DatabaseQueue(path: copy.appendingPathComponent(name).path)
                try database.writeWithoutTransaction { try $0.execute(sql: "pragma journal_mode = delete; pragma page_size = 512; vacuum") }
                try database.close()
            }
        }
        return copy
    }

    private static func outcome(in folder: URL, expected: String) -> Outcome {
        let archive: Archive
        do { archive = try Archive.open(.folder(folder.path), master: TestArchive.master()) } catch {
            // Every error of ours says what, where and what to do.
            return error is ArchiveError ? .refused : .missed
        }
        do {
            let report = try archive.verify()
            if !report.isSound { return .found }
        } catch { return error is ArchiveError ? .found : .missed }
        guard let dump = try? dump(archive) else { return .missed }
        return dump == expected ? .unused : .missed
    }

    @Test(arguments: isEvery ? [true] : [true, false])
    func `a bit that turns over changes no value unnoticed`(isClosed: Bool) throws {
        let test = try Self.small()
        let original = try Self.copy(test, isClosed: isClosed)
        let names = try FileManager.default.contentsOfDirectory(atPath: original.path).sorted()
        #expect(names.contains("records.db-wal") == (!isClosed && !Self.isEvery))
        let files = try names.map { ($0, try Data(contentsOf: original.appendingPathComponent($0))) }
        let place = test.folder.appendingPathComponent("flipped")
        func lay(_ changed: Int?, _ bit: Int) throws {
            try? FileManager.default.removeItem(at: place)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            for (number, (name, data)) in files.enumerated() {
                var data = data
                if number == changed { data[bit / 8] ^= 1 << (bit % 8) }
                try data.write(to: place.appendingPathComponent(name))
            }
        }
        try lay(nil, 0)
        let untouched = try Archive.open(.folder(place.path), master: TestArchive.master())
        try #require(try untouched.verify().problems == [])
        let expected = try Self.dump(untouched)

        var random = SeededGenerator(seed: isClosed ? 1 : 2), counts: [String: [Outcome: Int]] = [:]
        func turn(_ number: Int, _ bit: Int) throws {
            try lay(number, bit)
            let outcome = Self.outcome(in: place, expected: expected), name = files[number].0
            counts[name, default: [:]][outcome, default: 0] += 1
            if outcome == .missed { Issue.record("\(name), byte \(bit / 8), bit \(bit % 8)") }
        }
        if Self.isEvery {
            for number in files.indices {
                for bit in 0..<files[number].1.count * 8 where bit % Self.part.count == Self.part.number - 1 { try turn(number, bit) }
            }
        } else {
            for round in 0..<max(1, Self.flips / 2) {
                // The files in turn, so that the small ones get their share.
                let number = round % files.count
                try turn(number, Int.random(in: 0..<files[number].1.count * 8, using: &random))
            }
        }
        for (name, data) in files {
            let told = Outcome.allCases.map { "\($0.rawValue): \(counts[name]?[$0] ?? 0)" }.joined(separator: ", ")
            print("flipped bits, \(name) (\(data.count) bytes): \(told)")
        }
    }
}
