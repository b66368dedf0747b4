import Crypto
import Foundation
import KaipanArchive
import KaipanLog
import KaipanText

extension SceneAssembly {
    /// Files of many conversations are not put together again for one of them.
    private static let mostPieces = 32

    /// How the material came in, and who did what with it since.
    mutating func custody() throws -> [SceneCustodyEvent] {
        var events: [SceneCustodyEvent] = [], seen: Set<RecordID> = []
        for contact in contacts {
            for conversation in contact.conversations {
                for id in try imports(of: conversation.record) where seen.insert(id).inserted {
                    if let event = try importEvent(id, conversation.record) { events.append(event) }
                }
            }
        }
        let subjects = [signing].compactMap { $0 } + complaints + customers + [unit, project].compactMap { $0 } + contacts.flatMap { contact in
            [contact.visit].compactMap { $0 } + contact.conversations.map(\.record)
        }
        let kinds: [(RecordType, SceneCustodyEvent.Kind)] = [(.access, .access), (.export, .export), (.hold, .hold), (.erasure, .erasure)]
        for subject in Self.unique(subjects) {
            for (type, kind) in kinds {
                for record in try collector.linked(to: subject.leaf.id, .subject, type) where seen.insert(record.leaf.id).inserted {
                    events.append(try event(record, kind))
                    guard type == .hold else { continue }
                    for release in try collector.linked(to: record.leaf.id, .subject, .holdRelease) { events.append(try event(release, .release)) }
                }
            }
        }
        return events.sorted { ($0.source.position ?? 0) < ($1.source.position ?? 0) }
    }

    private mutating func importEvent(_ id: RecordID, _ conversation: StoredRecord) throws -> SceneCustodyEvent? {
        guard let record = try collector.record(id) else { return nil }
        let all = try collector.archive.records(linkedTo: id, .importBatch, type: .original, before: collector.horizon)
        let own = all.filter { $0.leaf.named(.conversation).contains(conversation.leaf.id) }
        for piece in own { collector.keep(piece) }
        let name = try own.first.flatMap { try collector.content($0)?.text("file") }
        var digest: String?
        if !all.isEmpty, all.count <= Self.mostPieces {
            let bytes = try collector.archive.original(of: id)
            if !bytes.contains(nil) { digest = Hexadecimal.string(Array(SHA256.hash(data: bytes.compactMap(\.self)))) }
        }
        let length = record.leaf.data["bytes"]?.integer ?? 0, count = record.leaf.data["utterances"]?.integer ?? 0
        let file = name ?? "—"
        return SceneCustodyEvent(
            kind: .imported, time: record.leaf.time, who: try collector.name(of: record.leaf.member),
            text: LocalizedText(
                zh: "\(file)，\(length) 字节，\(count) 条\(digest == nil ? "；原文件已有部分删除或含多个会话，不计算摘要" : "")",
                en: "\(file), \(EnglishCount.of(length, "byte")), \(EnglishCount.of(count, "utterance"))\(digest == nil ? "; part of it was erased, or it holds many conversations: no digest" : "")"),
            sha256: digest, source: collector.source(record))
    }

    private mutating func event(_ record: StoredRecord, _ kind: SceneCustodyEvent.Kind) throws -> SceneCustodyEvent {
        let data = record.leaf.data
        var zh = kind.name.zh, en = kind.name.en
        switch kind {
        case .access:
            let purpose = data["purpose"]?.string.flatMap(AccessPurpose.init)?.name
            let refused = data["result"]?.string == "refused"
            let action = data["action"]?.string ?? ""
            let name = ArchiveAction(rawValue: action)?.name
            zh = "\(name?.zh ?? action)\(purpose.map { "，目的：\($0.zh)" } ?? "")\(refused ? "，被拒绝" : "")"
            en = "\(name?.en ?? action)\(purpose.map { ", for \($0.en)" } ?? "")\(refused ? ", refused" : "")"
        case .hold:
            if let reason = try collector.content(record)?.text("reason") { (zh, en) = (reason, reason) }
        case .erasure:
            if let reason = data["reason"]?.string.flatMap(ErasureReason.init)?.name { (zh, en) = (reason.zh, reason.en) }
        default: break
        }
        return SceneCustodyEvent(
            kind: kind, time: record.leaf.time, who: try collector.name(of: record.leaf.member), text: LocalizedText(zh: zh, en: en), sha256: nil,
            source: collector.source(record))
    }
}
