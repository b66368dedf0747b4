import Foundation
import KaipanLog
import KaipanText

extension Archive {
    /// Writes the log as the static files of C2SP tlog-tiles v0.1.0, which any web server can hand out: `checkpoint`, `tile/…`,
    /// `tile/entries/…`; beside them `vkey`, the key, and `policy`, the trust policy.
    ///
    /// A folder that was exported to before gets what is new only. The checkpoint is written last, so that it never names files that are not
    /// there.
    ///
    /// - Parameters:
    ///   - folder: made where it does not exist.
    ///   - size: how many entries at least; the first checkpoint that covers them is exported; nil for all.
    /// - Throws: `ArchiveError.invalid` where the folder has another log, or a branch that this one does not go on from; `.noRecord`;
    ///   `.store` where a file can't be written.
    /// - Complexity: O(n) in new entries; 256 entries are in memory at a time.
    @discardableResult
    public func exportTiles(to folder: String, size: Int64? = nil) throws -> TileExport {
        let signed = try checkpoint(atLeast: size)
        let new = signed.checkpoint.size
        let old = try exported(in: folder)
        guard old < new else { return TileExport(size: Int64(old), previous: Int64(old), files: 0) }
        let writer = TileWriter(folder: folder)
        var files = 0
        // A bundle of entries and the tile of their hashes have the same leaves.
        for bundle in TilePath.entryBundles(ofSize: new, since: old) {
            let entries = try leaves(bundle.leaves)
            try writer.write(EntryBundle(entries).bytes, to: bundle.description)
            let tile = try TilePath(.hashes(level: 0), index: bundle.index, width: bundle.width)
            try writer.write(entries.flatMap { MerkleTree.leafHash($0).bytes }, to: tile.description)
            files += 2
        }
        for tile in TilePath.hashTiles(ofSize: new, since: old) {
            guard case .hashes(let level) = tile.kind, level > 0 else { continue }
            try writer.write(nodes(level: 8 * level, tile.leaves).flatMap { $0 }, to: tile.description)
            files += 1
        }
        let key = try NoteVerifierKey(vkey: self.verifierKey(for: signed).vkey)
        try writer.write(Array("\(key.vkey)\n".utf8), to: "vkey")
        try writer.write(TrustPolicy(logs: [.init(key: key)], quorum: .none).bytes, to: "policy")
        try writer.finish(checkpoint: signed.bytes)
        return TileExport(size: Int64(new), previous: Int64(old), files: files)
    }

    /// The hashes of one tile.
    ///
    /// - Throws: `ArchiveError.damaged` where the log has not as many entries.
    public func tile(_ path: TilePath) throws -> [UInt8] {
        switch path.kind {
        case .hashes(0): try leaves(path.leaves).flatMap { MerkleTree.leafHash($0).bytes }
        case .hashes(let level): try nodes(level: 8 * level, path.leaves).flatMap { $0 }
        case .entries: try EntryBundle(leaves(path.leaves)).bytes
        }
    }

    /// The key that a checkpoint of this log is signed with.
    ///
    /// - Throws: `ArchiveError.damaged` where it is none of this log.
    public func verifierKey(for signed: SignedCheckpoint) throws -> NoteVerifierKey {
        guard let epoch = epoch(ofOrigin: signed.checkpoint.origin) else {
            throw ArchiveError.damaged(object: "checkpoint \(signed.checkpoint.size)", reason: Damage.differs("origin"))
        }
        return try verifierKey(epoch: epoch)
    }

    /// How many entries a folder has, that of this log.
    private func exported(in folder: String) throws -> Int {
        guard let bytes = FileManager.default.contents(atPath: "\(folder)/checkpoint") else { return 0 }
        func refused(_ reason: String) -> ArchiveError {
            .invalid(what: LocalizedText(
                zh: "\(folder)：里面的检查点不是本日志的前段（\(reason)）。请导出到新的文件夹，并运行 kaipan archive verify。",
                en: "\(folder): its checkpoint is not the beginning of this log (\(reason)). Export to a new folder, and run kaipan archive verify."))
        }
        let checkpoint: Checkpoint
        do {
            let read = try SignedCheckpoint.read(bytes)
            checkpoint = try SignedCheckpoint.open(bytes, key: verifierKey(for: read), origin: read.checkpoint.origin).checkpoint
        } catch let error as CheckpointError {
            throw refused(error.message.en)
        } catch is ArchiveError {
            throw refused("origin")
        }
        let root = try database.read { connection in
            try Head(connection).tree.size < checkpoint.size ? nil : StoredNodes(connection: connection).root(atSize: checkpoint.size)
        }
        guard root == checkpoint.root else { throw refused("\(checkpoint.origin), \(checkpoint.size)") }
        return checkpoint.size
    }

    private func leaves(_ range: Range<Int>) throws -> [[UInt8]] {
        let rows = try database.read { connection in
            try connection.rows(
                "select position, leaf from entry where position >= $1 and position < $2 order by position",
                [.integer(range.lowerBound), .integer(range.upperBound)])
        }
        for (row, position) in zip(rows, range) where try row.integer(0) != Int64(position) {
            throw ArchiveError.damaged(object: "entry \(position)", reason: Damage.missing)
        }
        guard rows.count == range.count else { throw ArchiveError.damaged(object: "entry \(range.lowerBound + rows.count)", reason: Damage.missing) }
        return try rows.map { try $0.bytes(1) }
    }

    private func nodes(level: Int, _ range: Range<Int>) throws -> [[UInt8]] {
        let from = StoredNodes.key(TreePosition(level: level, index: range.lowerBound))
        let rows = try database.read { connection in
            try connection.rows(
                "select id, hash from node where id >= $1 and id < $2 order by id", [.integer(from), .integer(from + Int64(range.count))])
        }
        guard rows.count == range.count else {
            throw ArchiveError.damaged(object: "node \(level)/\(range.lowerBound)", reason: Damage.count(rows.count, of: range.count))
        }
        return try rows.enumerated().map { offset, row in
            let hash = try row.bytes(1)
            guard hash.count == LogHash.length else {
                throw ArchiveError.damaged(object: "node \(level)/\(range.lowerBound + offset)", reason: Damage.malformed("length"))
            }
            return hash
        }
    }

    /// The epoch whose checkpoints have an origin; nil where the origin is none of this log.
    func epoch(ofOrigin origin: String) -> Int64? { CheckpointJournal.epoch(of: origin, name: name) }
}
