import Foundation
import KaipanNames
import KaipanText

/// A folder for one test's index, removed with it.
final class IndexFolder {
    let url: URL
    var path: String { url.appending(path: "names.kpn").path }
    var delta: String { path + ".delta" }

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "kaipan-index-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    var files: [String] { (try? FileManager.default.contentsOfDirectory(atPath: url.path).sorted()) ?? [] }

    /// Imports rows as one batch.
    @discardableResult
    func add(
        _ rows: [RegisterRow], _ register: RegisterKind = .project, file: String = "a.csv", isWhole: Bool = false, mergeThreshold: Int = 500_000
    ) throws -> NameIndexUpdate.Outcome {
        let update = try NameIndexUpdate(path, mergeThreshold: mergeThreshold)
        for row in rows { try update.add(row) }
        let batch = RegisterBatch(register: register, file: file, digest: "00", asOf: "2026-01-01", rows: rows.count, rejected: 0)
        return try update.finish(batch, isWholeRegister: isWhole)
    }

    /// The names that a search finds, the most alike first.
    func search(_ name: String, limit: Int = 200) throws -> [FoundRow] {
        var query = NameQuery(name)
        query.limit = limit
        return try NameSearcher(NameIndex(contentsOf: path)).search(query).rows
    }

    func names(like name: String) throws -> [String] { try search(name).map(\.row.name) }

    /// Every row of the index, by its key.
    func rows(named names: [String]) throws -> [String: RegisterRow] {
        var rows: [String: RegisterRow] = [:]
        for name in names {
            for found in try search(name, limit: 1000) where found.row.name == name { rows[found.row.key] = found.row }
        }
        return rows
    }
}

/// Made-up entries.
enum MadeUp {
    static func row(_ name: String, key: String? = nil, _ register: RegisterKind = .project) -> RegisterRow {
        var row = RegisterRow(register: register, key: key ?? "K-\(name)", name: name)
        row.status = .live
        return row
    }

    /// Names of two and three of these words, all different.
    static func names(_ count: Int) -> [String] {
        let words = "翠湖 云栖 金沙 明月 江畔 听松 紫藤 望山 锦屏 白鹭 青禾 流霞 晴川 竹影 凤鸣 星海 长风 玉泉 梅坞 春晓 柳岸 石桥 枫林 鹤舞".split(separator: " ").map(String.init)
        var names: [String] = []
        for first in words {
            for second in words where first != second {
                names.append(first + second)
                if names.count == count { return names }
            }
        }
        return names
    }
}
