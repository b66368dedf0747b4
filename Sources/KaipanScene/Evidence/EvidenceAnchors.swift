import KaipanArchive
import KaipanLog
import KaipanText
import KaipanTimeStamps

/// What others signed of the log before the package's checkpoint: witnesses and time-stamp authorities.
///
/// Of each the first that covers an entry is taken, which proves the earliest time, and the newest.
package struct EvidenceAnchors {
    /// Checkpoints with the signatures of witnesses, by size.
    private(set) var cosigned: [(size: Int64, epoch: Int64, checkpoint: SignedCheckpoint)] = []
    /// By their position in the log; renewals stand after what they renew.
    private(set) var stamps: [StoredTimeStamp] = []
    /// The newest of those that the policy's quorum signed; nil where the policy asks for none.
    private(set) var quorum: SignedCheckpoint?

    /// - Parameters:
    ///   - positions: of the package's entries.
    ///   - size: of the package's checkpoint.
    init(_ archive: Archive, positions: [Int64], size: Int64, policy: TrustPolicy) throws {
        let all = try archive.cosignatures().filter { $0.position < size && $0.size <= size }
        var groups: [(size: Int64, epoch: Int64, checkpoint: SignedCheckpoint)] = []
        for (_, group) in Dictionary(grouping: all, by: { [$0.size, $0.epoch] }).sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            // A witness that signed twice is asked for its last word.
            var signatures: [NoteSignature] = []
            for stored in group.reversed() where !signatures.contains(where: { $0.name == stored.signature.name && $0.keyID == stored.signature.keyID }) {
                signatures.insert(stored.signature, at: 0)
            }
            let bare = try archive.checkpoint(over: group[0].size, epoch: group[0].epoch)
            groups.append((group[0].size, group[0].epoch, try bare.adding(signatures)))
        }
        var chosen = Set(positions.compactMap { position in groups.firstIndex { $0.size > position } })
        if !groups.isEmpty { chosen.insert(groups.count - 1) }
        if case .named = policy.quorum {
            guard let met = groups.lastIndex(where: { (try? policy.verify($0.checkpoint)) != nil }) else { throw Self.notCosigned(size) }
            quorum = groups[met].checkpoint
            chosen.insert(met)
            if let late = positions.last(where: { $0 >= groups[met].size }) { throw Self.notCosigned(late + 1) }
        }
        cosigned = chosen.sorted().map { groups[$0] }

        let stored = try archive.timeStamps().filter { $0.position < size && $0.size <= size }
        let direct = stored.filter { $0.renewed == nil }
            .sorted { ($0.size, $0.position) < ($1.size, $1.position) }
        var wanted = Set(positions.compactMap { position in direct.first { $0.size > position }?.id })
        if let newest = direct.last { wanted.insert(newest.id) }
        for stamp in stored where wanted.contains(stamp.id) || stamp.renewed.map(wanted.contains) == true {
            wanted.insert(stamp.id)
            stamps.append(stamp)
        }
    }

    private static func notCosigned(_ size: Int64) -> ArchiveError {
        .notYet(reason: LocalizedText(
            zh: "信任策略要求见证人会签，但检查点之前没有覆盖第 \(size) 条的足够会签。请先运行 kaipan archive witness cosign，再用更晚的检查点导出。",
            en: "The policy asks for witnesses, and before the checkpoint not enough of them cosigned \(size) entries. Run kaipan archive witness cosign, then export under a later checkpoint."))
    }

    /// The hash tiles that prove entries and earlier sizes under a size: those with the nodes of the paths and of the right edges, and
    /// those above them (C2SP tlog-tiles v0.1.0).
    package static func tiles(for positions: [Int64], sizes: [Int], under size: Int) throws -> [TilePath] {
        var wanted: Set<[Int]> = []
        func add(_ level: Int, _ index: Int) {
            var (tile, number) = (level / 8, (index << (level % 8)) >> 8)
            while wanted.insert([tile, number]).inserted, size >> (8 * (tile + 1)) > number { (tile, number) = (tile + 1, number >> 8) }
        }
        // That a log goes on from an earlier size is proved by the path of that size's last leaf.
        for position in positions.map(Int.init) + sizes.filter({ $0 > 0 }).map({ $0 - 1 }) {
            add(0, position)
            for level in 0..<size.bitWidth - 1 where 1 << level < size {
                let sibling = (position >> level) ^ 1
                if (sibling + 1) << level <= size { add(level, sibling) }
            }
        }
        for size in sizes + [size] {
            for level in 0..<size.bitWidth - 1 where size >> level & 1 == 1 { add(level, (size >> level) - 1) }
        }
        return try wanted.sorted { $0.lexicographicallyPrecedes($1) }.map { place in
            try TilePath(.hashes(level: place[0]), index: place[1], width: min(TilePath.fullWidth, (size >> (8 * place[0])) - place[1] * TilePath.fullWidth))
        }
    }
}
