import KaipanLog

extension SearchIndex {
    /// What comparing the index with the texts found.
    struct Comparison {
        /// The utterances that were compared; nil where no search would use the index as it is, but build it anew.
        var utterances: Int64?
        /// Of utterances, how many postings are missing and how many are too many.
        var wrong: [Int64: (missing: Int, extra: Int)] = [:]
        /// Rows that are not as they were written, or belong to no utterance of the index.
        var damagedRows: [Int64] = []
        /// Whether an utterance has a day that the index would not look at.
        var lacksDays = false
    }

    /// Compares the index with what building it now would give, block by block, each in one state of the index and of the records.
    ///
    /// - Complexity: O(n), like building it.
    func compare() throws -> Comparison {
        var comparison = Comparison(), block: Int64 = 0
        var days = SearchIndexState(hasSounds: false), facetGrams = FacetGrams(hasher)
        while true {
            guard (try? state()) != nil else { return Comparison() }
            let state = try database.read { index -> SearchIndexState? in
                guard let state = try SearchIndexState(index) else { return nil }
                let isOf = try archive.database.read { records in
                    guard try state.isOf(records) else { return false }
                    days.hasSounds = state.hasSounds
                    var gathering = Gathering(
                        index: self, state: days, reader: ConversationFactsReader(records), facetGrams: facetGrams, before: state.entries)
                    let first = max(1, block * Int64(BlockBits.count)), last = min(state.utterances, (block + 1) * Int64(BlockBits.count) - 1)
                    if first <= last { try gathering.add(from: first, through: last, except: Self.erasedConversations(records)) }
                    days = gathering.state
                    facetGrams = gathering.facetGrams
                    try compare(gathering.blocks[block]?.additions.postings() ?? [], with: block, index, &comparison)
                    return true
                }
                return isOf ? state : nil
            }
            guard let state else { return Comparison() }
            comparison.utterances = state.utterances
            block += 1
            guard block > Self.block(state.utterances) else { continue }
            comparison.lacksDays = days.firstDay != 0 && (state.firstDay == 0 || state.firstDay > days.firstDay || state.lastDay < days.lastDay)
            comparison.damagedRows += try database.read { index in
                try index.rows(
                    "select id from posting where id < 0 or id >= $1 order by id limit 100", [.integer(GramBucket.key(block: block, bucket: 0))]
                ).map { try $0.integer(0) }
            }
            return comparison
        }
    }

    /// - Parameter expected: of the block, ascending by gram.
    private func compare(
        _ expected: [(gram: SearchGram, places: ArraySlice<UInt16>)], with block: Int64, _ index: any SQLConnection, _ comparison: inout Comparison
    ) throws {
        var found: [Int64: [UInt8]] = [:]
        try index.each(
            "select id, grams from posting where id >= $1 and id < $2",
            [.integer(GramBucket.key(block: block, bucket: 0)), .integer(GramBucket.key(block: block + 1, bucket: 0))]
        ) { row in
            found[try row.integer(0)] = try row.bytes(1)
            return true
        }
        func count(_ places: some Sequence<UInt16>, missing: Int, extra: Int) {
            for place in places {
                let utterance = block * Int64(BlockBits.count) + Int64(place)
                let known = comparison.wrong[utterance] ?? (0, 0)
                comparison.wrong[utterance] = (known.missing + missing, known.extra + extra)
            }
        }
        var rest = expected[...]
        while let bucket = rest.first?.gram.bucket {
            let grams = rest.prefix { $0.gram.bucket == bucket }
            rest = rest.dropFirst(grams.count)
            let key = GramBucket.key(block: block, bucket: bucket)
            let row = found.removeValue(forKey: key)
            guard row != GramBucket.row(key: key, grams.map { ($0.gram.suffix, PostingList.encoded($0.places)) }) else { continue }
            var lists: [UInt64: Set<UInt16>] = [:]
            if let row {
                guard let decoded = Self.lists(key, row) else {
                    comparison.damagedRows.append(key)
                    continue
                }
                lists = decoded
            }
            for (gram, places) in grams {
                let there = lists.removeValue(forKey: gram.suffix) ?? []
                count(Set(places).subtracting(there), missing: 1, extra: 0)
                count(there.subtracting(places), missing: 0, extra: 1)
            }
            for places in lists.values { count(places, missing: 0, extra: 1) }
        }
        for (key, row) in found {
            guard let lists = Self.lists(key, row) else {
                comparison.damagedRows.append(key)
                continue
            }
            for places in lists.values { count(places, missing: 0, extra: 1) }
        }
    }

    /// The places of each gram of a row; nil where it is damaged.
    private static func lists(_ key: Int64, _ row: [UInt8]) -> [UInt64: Set<UInt16>]? {
        guard let entries = try? GramBucket(key: key, row: row).entries() else { return nil }
        var lists: [UInt64: Set<UInt16>] = [:]
        for entry in entries {
            guard let places = PostingList.decoded(entry.posting) else { return nil }
            lists[entry.suffix] = Set(places)
        }
        return lists
    }
}
