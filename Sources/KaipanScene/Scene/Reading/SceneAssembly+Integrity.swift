import KaipanArchive
import KaipanLog
import KaipanText
import KaipanTimeStamps

extension SceneAssembly {
    /// How many signatures and time stamps of one kind are named.
    private static let mostAnchors = 4

    /// Proves every record that the scene rests on, and says what that proves.
    mutating func integrity() throws -> (SceneIntegrity, [SceneRecord]) {
        let size = Int64(checkpoint.checkpoint.size), archive = collector.archive
        var records: [SceneRecord] = [], failed: [SceneSource] = []
        let all = collector.records.values.sorted { $0.position < $1.position }
        for (record, isProved) in zip(all, try archive.has(all, under: checkpoint.checkpoint)) {
            if !isProved { failed.append(collector.source(record)) }
            records.append(
                SceneRecord(
                    id: record.leaf.id.description, type: record.leaf.type.rawValue, position: record.position, recorded: record.leaf.time,
                    by: try collector.name(of: record.leaf.member), leafHash: MerkleTree.leafHash(record.bytes).hex, isProved: isProved))
        }
        var integrity = SceneIntegrity(
            origin: checkpoint.checkpoint.origin, size: size, root: checkpoint.checkpoint.root.base64,
            checkpoint: String(decoding: checkpoint.bytes, as: UTF8.self), records: records.count, proved: records.count - failed.count,
            failed: failed, sinceSize: nil, isConsistent: nil, cosignatures: [], timeStamps: [], proves: [], doesNotProve: [])
        if let signing { try addConsistency(since: signing, to: &integrity) }
        try addAnchors(to: &integrity, last: records.last?.position ?? 0)
        addWords(to: &integrity)
        return (integrity, records)
    }

    private func addConsistency(since record: StoredRecord, to integrity: inout SceneIntegrity) throws {
        let old = try collector.archive.checkpoint(atLeast: record.position + 1).checkpoint
        integrity.sinceSize = Int64(old.size)
        // Epochs are logs of their own.
        guard old.origin == checkpoint.checkpoint.origin else { return }
        let proof = try collector.archive.consistency(from: Int64(old.size), to: integrity.size)
        do {
            try proof.verify(oldRoot: old.root, newRoot: checkpoint.checkpoint.root)
            integrity.isConsistent = true
        } catch { integrity.isConsistent = false }
    }

    /// The first signatures from outside behind the signing, and those behind everything else.
    private mutating func addAnchors(to integrity: inout SceneIntegrity, last: Int64) throws {
        let archive = collector.archive
        var seen: Set<RecordID> = []
        let places = [signing?.position, last].compactMap(\.self), horizon = collector.horizon
        for place in places {
            for stamp in try archive.timeStamps(from: place + 1, limit: Self.mostAnchors) 
            where stamp.size > place && stamp.position < horizon && seen.insert(stamp.id).inserted {
                let interval = (try? TimeStampToken(stamp.token))?.info.interval
                integrity.timeStamps.append(
                    SceneIntegrity.Anchor(
                        name: "RFC 3161", size: stamp.size, from: interval?.lowerBound, to: interval?.upperBound,
                        note: LocalizedText(zh: "证书链以 kaipan archive timestamp verify 验证", en: "its chain is verified by kaipan archive timestamp verify"),
                        source: SceneSource(record: stamp.id.description, type: RecordType.timeStamp.rawValue, position: stamp.position)))
            }
            for signature in try archive.cosignatures(from: place + 1, limit: Self.mostAnchors)
            where signature.size > place && signature.position < horizon && seen.insert(signature.id).inserted {
                integrity.cosignatures.append(
                    SceneIntegrity.Anchor(
                        name: "\(signature.signature.name)", size: signature.size, from: signature.time, to: signature.time, note: nil,
                        source: SceneSource(record: signature.id.description, type: RecordType.cosignature.rawValue, position: signature.position)))
            }
        }
    }

    private func addWords(to integrity: inout SceneIntegrity) {
        let count = integrity.records, size = integrity.size
        integrity.proves.append(
            SceneStatement(
                zh: "本场景依据的 \(count) 条记录中，\(integrity.proved) 条已逐条证明在日志前 \(size) 条之内，登记后未被改动。",
                en: "Of the \(count) records that this scene rests on, \(integrity.proved) are each proved to be among the first \(size) entries of the log, unchanged since they were recorded."))
        if let since = integrity.sinceSize, integrity.isConsistent == true {
            integrity.proves.append(
                SceneStatement(
                    zh: "签约登记时的日志（前 \(since) 条）是现在日志的开头：其后只有增加，没有改写。",
                    en: "The log as it was when the signing was recorded (\(since) entries) is the beginning of the log now: it was added to and not rewritten."))
        }
        if let stamp = integrity.timeStamps.first, let time = stamp.to {
            integrity.proves.append(
                SceneStatement(
                    zh: "可信时间戳：日志前 \(stamp.size) 条不晚于 \(time.inChina) 存在。",
                    en: "A time stamp: the first \(stamp.size) entries existed at \(time.description) at the latest.", [stamp.source]))
        }
        if let signature = integrity.cosignatures.first {
            integrity.proves.append(
                SceneStatement(
                    zh: "外部见证人 \(signature.name) 会签了前 \(signature.size) 条。", en: "The witness \(signature.name) outside cosigned the first \(signature.size) entries.",
                    [signature.source]))
        }
        integrity.doesNotProve.append(
            SceneStatement(
                zh: "不证明登记之前的真实性：录音、文字在采集和导入前是否完整、是否真实，须由原始载体和其他证据证明。",
                en: "Not the truth before capture: whether recordings and texts were whole and genuine before they were imported has to be shown by the original carriers and by other evidence."))
        integrity.doesNotProve.append(
            SceneStatement(
                zh: "不证明所说的话属实，也不证明没有登记的事没有发生。",
                en: "Not that what was said is true, and not that what was not recorded did not happen."))
        if integrity.timeStamps.isEmpty, integrity.cosignatures.isEmpty {
            integrity.doesNotProve.append(
                SceneStatement(
                    zh: "这些记录还没有外部的时间戳或见证会签：登记时间只由保管人自己的时钟说明。",
                    en: "No time stamp or cosignature from outside covers these records yet: when they were recorded is told by the custodian's own clock only."))
        }
        if !integrity.failed.isEmpty {
            integrity.doesNotProve.append(
                SceneStatement(
                    zh: "\(integrity.failed.count) 条记录的证明不成立，不能作为依据。", en: "The proof of \(EnglishCount.of(integrity.failed.count, "record")) fails; nothing rests on \(integrity.failed.count == 1 ? "it" : "them").",
                    integrity.failed))
        }
    }
}
