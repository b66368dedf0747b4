extension SearchIndex {
    /// Takes a conversation out of the index and wipes what it leaves in the files.
    ///
    /// Every posting of its blocks is looked through, so that neither its texts nor its key are needed, and nothing remains of what was
    /// once true of it. It may be done twice.
    /// - Complexity: O(b) for b bytes of index of the blocks that it is in, about 15 MB each.
    package func forget(conversation: RecordID) throws {
        guard (try? state()) != nil else {
            try reset()
            return try database.wipe()
        }
        let ids = try archive.database.read { records in
            try records.rows("select id from utterance where conversation = $1 order by id", [.text(conversation.description)])
                .map { try $0.integer(0) }
        }
        // An index that is not readable is emptied, which forgets as well.
        do {
            try database.write { connection in
                guard let state = try SearchIndexState(connection) else { return }
                for (block, members) in Dictionary(grouping: ids, by: Self.block) {
                    try remove(Set(members.map(Self.place)), from: block, connection)
                }
                // Whoever gathered postings of the conversation before must gather again.
                try state.write(connection)
            }
        } catch is SearchIndexDamage {
            try reset()
        }
        try database.wipe()
    }

    private func remove(_ places: Set<UInt16>, from block: Int64, _ connection: any SQLConnection) throws {
        var bits = BlockBits()
        for place in places { bits.insert(place) }
        let step: UInt64 = 512
        for first in stride(from: 0, to: 1 << SearchGram.bucketBits, by: Int(step)) {
            let rows = try connection.rows(
                "select id, grams from posting where id >= $1 and id < $2 order by id",
                [
                    .integer(GramBucket.key(block: block, bucket: UInt64(first))),
                    .integer(GramBucket.key(block: block, bucket: UInt64(first) + step)),
                ])
            for row in rows {
                let key = try row.integer(0)
                var hasChanged = false
                var entries: [(suffix: UInt64, posting: ArraySlice<UInt8>)] = []
                for entry in try GramBucket(key: key, row: row.bytes(1)).entries() {
                    guard let present = PostingList.decoded(entry.posting) else { throw SearchIndexDamage(row: key) }
                    let kept = present.filter { !bits[$0] }
                    hasChanged = hasChanged || kept.count < present.count
                    if kept.count == present.count {
                        entries.append(entry)
                    } else if !kept.isEmpty {
                        entries.append((entry.suffix, PostingList.encoded(kept)[...]))
                    }
                }
                guard hasChanged else { continue }
                if entries.isEmpty {
                    try connection.run("delete from posting where id = $1", [.integer(key)])
                } else {
                    try connection.run(
                        "update posting set grams = $1 where id = $2", [.bytes(GramBucket.row(key: key, entries)), .integer(key)])
                }
            }
        }
    }
}
