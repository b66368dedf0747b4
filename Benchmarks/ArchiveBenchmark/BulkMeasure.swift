import Foundation
import KaipanArchive
import KaipanLog
import KaipanText

/// The import of many utterances, and verifying them.
///
///     archive-benchmark import [--utterances N] [--store FOLDER|postgresql://…]
struct BulkMeasure {
    let options: BenchmarkOptions

    func run() throws {
        let count = Int(options.number("utterances", 100_000))
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kaipan-import-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let place: ArchivePlace = options.text("store").map { $0.contains("://") ? .server(address: $0, journal: nil) : .folder($0) } ?? .folder(folder.path)
        let (master, _) = MasterKey.random()
        let archive = try Archive.create(at: place, name: "bench.example/import", master: master)
        let key = MemberKey()
        try archive.nameFirst(key, called: "bench", roles: [.manager])
        let session = try ArchiveSession(archive, key: key)
        let text = Self.messages(count)
        var summary: ImportSummary?
        let imported = try Clock.seconds { summary = try session.importFile(text, name: "bench.jsonl", ImportContext()) }
        print(String(format: "import: %d utterances, %.1f MB, %d conversations in %.1f s, %.0f utterances/s",
            summary!.utterances, Double(text.count) / 1e6, summary!.conversations.count, imported, Double(count) / imported))
        let indexed = try Clock.seconds { try archive.indexForSearch() }
        print(String(format: "index: %.1f s", indexed))
        var report: VerificationReport?
        let verified = try Clock.seconds { report = try archive.verify() }
        print(String(format: "verify: %d utterances, %d entries in %.1f s, %@", report!.utterances, report!.entries, verified, report!.isSound ? "sound" : "NOT SOUND"))
    }

    /// Messages of 200 rooms, one JSON object a line.
    private static func messages(_ count: Int) -> [UInt8] {
        let words = ["这套房", "南北通透", "学区", "以公布为准", "首付", "贷款", "样板房", "交付", "车位", "物业费", "请您", "看一下", "可以吗", "没问题", "多少钱", "地铁"]
        var random = SystemRandomNumberGenerator()
        var text = ""
        for number in 0..<count {
            let words = (0..<Int.random(in: 3...9, using: &random)).map { _ in words.randomElement(using: &random)! }.joined()
            let from = number % 2 == 0 ? "chenlan" : "wm\(number % 200)"
            text += "{\"seq\":\(number + 1),\"msgid\":\"m\(number)\",\"action\":\"send\",\"from\":\"\(from)\",\"tolist\":[\"x\"],\"roomid\":\"r\(number % 200)\",\"msgtime\":\(1_767_000_000_000 + number * 1000),\"msgtype\":\"text\",\"text\":{\"content\":\"\(words)\"}}\n"
        }
        return Array(text.utf8)
    }
}
