import KaipanArchive

/// The records of an archive as an old backup has them; keys and journals stay as they are.
struct TestBackup {
    private let size: Int64
    private let head: [SQLValue]

    init(_ archive: Archive) throws {
        let row = try archive.database.read { try $0.first("select size, epoch, frontier from head") }
        head = row?.values ?? []
        size = try row?.integer(0) ?? 0
    }

    /// Takes away what came since.
    func restore(_ archive: Archive) throws {
        try archive.database.write { connection in
            for table in ["entry", "link", "utterance"] { try connection.run("delete from \(table) where position >= $1", [.integer(size)]) }
            try connection.run("delete from checkpoint where size > $1", [.integer(size)])
            // Subtrees whose last leaf is gone: the level is in the highest byte of the key, the index in the others.
            try connection.run(
                "delete from node where ((id & 72057594037927935) + 1) << cast(id >> 56 as integer) > $1", [.integer(size)])
            try connection.run("update head set size = $1, epoch = $2, frontier = $3", head)
        }
    }
}
