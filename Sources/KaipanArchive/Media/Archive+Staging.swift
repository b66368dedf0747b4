import Crypto
import Foundation
import KaipanText

extension Archive {
    /// Encrypts a file into the database, before the entry that names it.
    ///
    /// The rows are written in several durable transactions. The row of the table `staging` that comes with the first says that no entry
    /// names them yet; the transaction that adds the entry takes it away. An import that ends before leaves both for `removeOrphans`.
    ///
    /// - Parameters:
    ///   - file: its path, of any length up to 4 PiB; a few MiB of it are in memory at a time.
    ///   - id: of the record that will name it, not used before.
    ///   - scope: whose key it is encrypted under.
    /// - Throws: `ArchiveError.store` where the file can't be read; `.notYet` where `removeOrphans` of another process took it for an orphan.
    package func stage(file: String, as id: RecordID, under scope: KeyScope) throws -> Seal {
        let source = try MediaFile(file)
        let key = try keys.key(for: scope)
        let salt = SymmetricKey(size: SymmetricKeySize(bitCount: ChunkedEncryption.saltLength * 8)).withUnsafeBytes { Array($0) }
        let cipher = key.chunkedEncryption(salt: salt, context: context(.media, id))
        var ciphertext = SHA256(), plaintext = HMAC<SHA256>(key: SymmetricKey(data: key.mediaSalt(id)))
        var length = 0, chunk: Int64 = 0, row: Int64 = 0, isWhole = false
        var waiting: [[SQLValue]] = []
        do {
            while !isWhole {
                let text = try source.next(MediaLayout.rowLength)
                isWhole = text.count < MediaLayout.rowLength
                plaintext.update(data: text)
                var sealed = row == 0 ? cipher.header : []
                sealed.reserveCapacity(text.count + 2048)
                // The last chunk is always there and shorter than the others, empty where nothing is left for it.
                for start in stride(from: 0, to: isWhole ? text.count + 1 : text.count, by: ChunkedEncryption.chunkLength) {
                    sealed += try cipher.seal(text[start..<min(start + ChunkedEncryption.chunkLength, text.count)], number: chunk)
                    chunk += 1
                }
                ciphertext.update(data: sealed)
                length += sealed.count
                waiting.append([.text(id.description), .integer(row), .bytes(sealed)])
                row += 1
                if isWhole || waiting.count == Self.rowsPerTransaction {
                    try writeChunks(waiting, of: id, isFirst: row == Int64(waiting.count))
                    waiting = []
                }
            }
        } catch {
            // What stands already is of no use; if it can't be removed now, `removeOrphans` will.
            try? discardStaged([id])
            throw error
        }
        return Seal(
            key: key.id, keyCommitment: key.commitment, length: length, digest: Array(ciphertext.finalize()),
            commitment: Array(plaintext.finalize()))
    }

    /// Bounds what stays in memory, and how long others wait.
    private static let rowsPerTransaction = 4

    private func writeChunks(_ rows: [[SQLValue]], of id: RecordID, isFirst: Bool) throws {
        try database.write { connection in
            let now = SQLValue.integer(Timestamp.now().milliseconds)
            if isFirst {
                try connection.run("insert into staging (object, renewed) values ($1, $2)", [.text(id.description), now])
            } else if try connection.run("update staging set renewed = $2 where object = $1", [.text(id.description), now]) != 1 {
                throw Self.stagedIsGone(id)
            }
            try connection.insert(into: "chunk", ["object", "number", "bytes"], rows)
        }
    }

    package static func stagedIsGone(_ id: RecordID) -> ArchiveError {
        .notYet(reason: LocalizedText(
            zh: "\(id)：已写入的媒体被当作中断的导入清理掉了，没有记录任何内容。请重新导入。",
            en: "\(id): the staged media was removed as that of an interrupted import; nothing was recorded. Import it again."))
    }

    /// Takes the names of staged objects away in the transaction that adds the entries that name them.
    ///
    /// - Throws: `ArchiveError.notYet` where another process removed an object in the meantime.
    func claimStaged(_ ids: [RecordID], _ connection: any SQLConnection) throws {
        for id in ids where try connection.run("delete from staging where object = $1", [.text(id.description)]) != 1 {
            throw Self.stagedIsGone(id)
        }
    }

    /// Removes staged objects that no entry will name.
    func discardStaged(_ ids: [RecordID]) throws {
        guard !ids.isEmpty else { return }
        try database.write { connection in for id in ids { try discardStaged(id, connection) } }
    }

    /// - Returns: how many rows of chunks were removed.
    @discardableResult
    func discardStaged(_ id: RecordID, _ connection: any SQLConnection) throws -> Int {
        guard try connection.run("delete from staging where object = $1", [.text(id.description)]) == 1 else { return 0 }
        return try connection.run("delete from chunk where object = $1", [.text(id.description)])
    }

    /// Removes the media of imports that ended before their entries were added.
    ///
    /// Safe beside a running import: the transaction that adds an entry requires that its object still counts as staged, so that an import
    /// whose object was removed fails as a whole and can be done again.
    ///
    /// - Parameter age: only what nobody has written to for as long, in seconds; an import that goes on longer between its last file and its
    ///   entries would fail.
    /// - Returns: how many objects were removed.
    @discardableResult
    public func removeOrphans(olderThan age: Int64 = 24 * 3600) throws -> Int {
        let limit = SQLValue.integer(Timestamp.now().milliseconds - age * 1000)
        let orphans = try database.read { connection in
            try connection.rows("select object from staging where renewed <= $1 order by object", [limit]).map { try $0.text(0) }
        }
        var removed = 0
        for object in orphans {
            removed += try database.write { connection in
                // It may have been renewed or named since.
                guard try connection.run("delete from staging where object = $1 and renewed <= $2", [.text(object), limit]) == 1 else { return 0 }
                try connection.run("delete from chunk where object = $1", [.text(object)])
                return 1
            }
        }
        return removed
    }
}
