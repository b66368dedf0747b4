import KaipanLog
import KaipanText

extension SearchIndex {
    /// Adds what was recorded since the index was last built.
    ///
    /// Several processes may do so at once: each batch is written only where the index is still as it was when the batch was gathered.
    ///
    /// - Parameters:
    ///   - minimum: fewer new utterances are left for later.
    ///   - progress: called after each batch.
    package func catchUp(atLeast minimum: Int64 = 1, progress: (_ done: Int64, _ all: Int64) -> Void = { _, _ in }) throws {
        var facetGrams = FacetGrams(hasher)
        var resets = 0
        while true {
            guard let state = try? state(), try archive.database.read({ try state.isOf($0) }) else {
                // Of another log, or unreadable; what is so after it was made anew can't be read at all.
                resets += 1
                guard resets <= 3 else { throw ArchiveError.damaged(object: "search index", reason: Damage.differs("state")) }
                try reset()
                continue
            }
            guard let batch = try gather(after: state, atLeast: minimum, &facetGrams) else { return }
            do {
                let isWritten = try database.write { connection in
                    guard try SearchIndexState(connection) == state else { return false }
                    for change in batch.changes { try write(change, connection) }
                    try batch.state.write(connection)
                    return true
                }
                if isWritten { progress(batch.state.utterances, batch.all) }
            } catch let damage as SearchIndexDamage {
                // What is damaged cannot be added to.
                resets += 1
                guard resets <= 3 else { throw ArchiveError.damaged(object: "search index", reason: Damage.differs("row \(damage.row)")) }
                try reset()
            }
        }
    }

    /// What is to be added to a block, and what no longer holds.
    struct Change {
        let block: Int64
        /// Whether the block has no rows yet.
        let isFresh: Bool
        var additions: PostingBatch
        var removals: PostingBatch
    }

    private struct Batch {
        var changes: [Change] = []
        /// The state once it is written.
        var state: SearchIndexState
        /// The newest utterance.
        var all: Int64
    }

    // MARK: - Gathering

    /// - Returns: nil where there is nothing to add.
    private func gather(after state: SearchIndexState, atLeast minimum: Int64, _ facetGrams: inout FacetGrams) throws -> Batch? {
        try archive.database.read { records -> Batch? in
            let size = try records.first("select coalesce(max(position), -1) + 1 from entry").map { try $0.integer(0) } ?? 0
            let newest = try Self.newestUtterance(records)
            let reader = ConversationFactsReader(records)
            let changed = try Self.changedConversations(from: state, to: size, records)
            guard newest - state.utterances >= max(1, minimum) || !changed.isEmpty else { return nil }
            let erased = try Self.erasedConversations(records)
            var gathering = Gathering(index: self, state: state, reader: reader, facetGrams: facetGrams)
            for conversation in changed.subtracting(erased).sorted() { try gathering.renew(conversation) }
            var result = Batch(state: state, all: newest)
            // To the end of a block, so that each row of a long build is written once.
            let block = Self.block(state.utterances + 1)
            let last = min(newest, (block + 1) * Int64(BlockBits.count) - 1)
            if last > state.utterances { try gathering.add(from: state.utterances + 1, through: last, except: erased) }
            facetGrams = gathering.facetGrams
            result.changes = gathering.blocks.keys.sorted().compactMap { gathering.blocks[$0] }
            result.state = gathering.state
            result.state.utterances = last
            result.state.entries = size
            result.state.last = try LogAnchor.leaf(of: size, records) ?? []
            return result
        }
    }

    static func newestUtterance(_ records: any SQLConnection) throws -> Int64 {
        try records.first("select coalesce(max(id), 0) from utterance").map { try $0.integer(0) } ?? 0
    }

    /// The conversations in the index of which something else is known now than when they were indexed.
    static func changedConversations(
        from state: SearchIndexState, to size: Int64 = .max, _ records: any SQLConnection
    ) throws -> Set<RecordID> {
        guard state.utterances > 0 else { return [] }
        var changed: Set<RecordID> = []
        // What a conversation links to may have been recorded after it.
        var waiting: [String] = []
        try records.each(
            """
            select type, id, case when type = 'finding' then leaf end from entry
            where type in ('conversation', 'finding', 'visit', 'unit') and position >= $1 and position < $2 and (type <> 'conversation'
            or exists (select 1 from utterance where utterance.conversation = entry.id and utterance.id <= $3))
            """, [.integer(state.entries), .integer(size), .integer(state.utterances)]
        ) { row in
            let id = try row.text(1)
            if let leaf = try row.optionalBytes(2) {
                changed.formUnion(try Leaf(bytes: leaf).links.filter { $0.relation == .conversation }.map(\.target))
            } else if try row.text(0).utf8.elementsEqual("conversation".utf8) {
                if let id = RecordID(id) { changed.insert(id) }
            } else {
                waiting.append(id)
            }
            return true
        }
        var seen = Set(waiting)
        while let next = waiting.popLast() {
            for row in try records.rows(
                """
                select entry.type, entry.id from link join entry on entry.position = link.position
                where link.target = $1 and entry.type in ('conversation', 'visit', 'unit')
                """, [.text(next)])
            {
                let name = try row.text(1)
                if try row.text(0).utf8.elementsEqual("conversation".utf8) {
                    if let id = RecordID(name) { changed.insert(id) }
                } else if seen.insert(name).inserted {
                    waiting.append(name)
                }
            }
        }
        // A room that grows is recorded again with every import, mostly as it was.
        var reader = ConversationFactsReader(records)
        return try changed.filter { try reader.facts(of: $0, before: state.entries) != reader.facts(of: $0) }
    }

    /// The conversations whose erasure was decided: they do not come back into the index while their keys are still there.
    static func erasedConversations(_ records: any SQLConnection) throws -> Set<RecordID> {
        var erased: Set<RecordID> = []
        try records.each("select leaf from entry where type = 'erasure'", []) { row in
            erased.formUnion(try Leaf(bytes: row.bytes(0)).links.filter { $0.relation == .subject }.map(\.target))
            return true
        }
        return erased
    }

    /// Hashed facets that come again and again.
    struct FacetGrams {
        private let hasher: GramHasher
        private var known: [SearchFacet: SearchGram] = [:]

        init(_ hasher: GramHasher) { self.hasher = hasher }

        mutating func gram(_ facet: SearchFacet) -> SearchGram {
            if let gram = known[facet] { return gram }
            if known.count > 100_000 { known.removeAll() }
            let gram = hasher.gram(facet)
            known[facet] = gram
            return gram
        }
    }

    /// Gathers what the index has to say of utterances.
    struct Gathering {
        let index: SearchIndex
        var state: SearchIndexState
        var reader: ConversationFactsReader
        var facetGrams: FacetGrams
        var blocks: [Int64: Change] = [:]
        /// Only what entries before this position say of conversations.
        let end: Int64

        init(
            index: SearchIndex, state: SearchIndexState, reader: ConversationFactsReader, facetGrams: FacetGrams, before end: Int64 = .max
        ) {
            self.end = end
            self.index = index
            self.state = state
            self.reader = reader
            self.facetGrams = facetGrams
        }

        private func change(_ block: Int64) -> Change {
            let isFresh = state.utterances == 0 || block > SearchIndex.block(state.utterances)
            return Change(
                block: block, isFresh: isFresh, additions: PostingBatch(index.hasher), removals: PostingBatch(index.hasher))
        }

        /// Brings the facets of a conversation that is in the index up to date.
        mutating func renew(_ conversation: RecordID) throws {
            let before = try reader.facts(of: conversation, before: state.entries), now = try reader.facts(of: conversation)
            var condition = "conversation = $1 and id <= $2"
            var values: [SQLValue] = [.text(conversation.description), .integer(state.utterances)]
            if before.records == now.records, before.start == now.start {
                // A room with a hundred thousand messages gets findings with every import.
                let numbers = now.rules.filter { before.rules[$0.key] != $0.value }.keys.sorted()
                guard !numbers.isEmpty else { return }
                if numbers.count <= 256 {
                    condition += " and number in (\(SQLList.places(numbers.count, from: 3)))"
                    values += SQLList.padded(numbers.map(SQLValue.integer))
                }
            }
            let rows = try reader.connection.rows(
                "select \(SearchedUtterance.columns) from utterance where \(condition) order by id", values)
            for row in rows {
                let utterance = try SearchedUtterance(row)
                let block = SearchIndex.block(utterance.id), place = SearchIndex.place(utterance.id)
                var change = blocks.removeValue(forKey: block) ?? change(block)
                let facets = Self.facets(utterance, now), former = Self.facets(utterance, before)
                for facet in facets.subtracting(former) { change.additions.insert(facetGrams.gram(facet), place) }
                for facet in former.subtracting(facets) { change.removals.insert(facetGrams.gram(facet), place) }
                blocks[block] = change
                if let time = ConversationFacts.time(utterance.time, now.start, utterance.start) { state.include(time) }
            }
        }

        private static func facets(_ utterance: SearchedUtterance, _ facts: ConversationFacts) -> Set<SearchFacet> {
            facts.facets(number: utterance.number, role: utterance.role, time: utterance.time, offset: utterance.start)
        }

        /// Adds new utterances of one block.
        mutating func add(from first: Int64, through last: Int64, except erased: Set<RecordID>) throws {
            let block = SearchIndex.block(first)
            var change = blocks.removeValue(forKey: block) ?? change(block)
            var lower = first
            while lower <= last {
                // A server's answer is taken whole; this bounds how long it is.
                let upper = min(last, lower + 4095)
                let rows = try reader.connection.rows(
                    "select \(SearchedUtterance.columns) from utterance where id >= $1 and id <= $2 order by id",
                    [.integer(lower), .integer(upper)])
                let utterances = try rows.map { try SearchedUtterance($0) }.filter { !erased.contains($0.conversation) }
                let keys = try index.archive.keys.keys(ofConversations: Array(Set(utterances.map(\.conversation))))
                var conversation: RecordID?, facts = ConversationFacts(), shared: [SearchGram] = []
                for utterance in utterances {
                    guard let key = keys[utterance.conversation] else { continue }
                    if utterance.conversation != conversation {
                        conversation = utterance.conversation
                        facts = try end == .max ? reader.facts(of: utterance.conversation) : reader.facts(of: utterance.conversation, before: end)
                        shared = facts.records.map { facetGrams.gram(.record($0)) } + [facetGrams.gram(.indexed)]
                    }
                    let place = SearchIndex.place(utterance.id)
                    for gram in shared { change.additions.insert(gram, place) }
                    change.additions.insert(facetGrams.gram(.role(utterance.role)), place)
                    for rule in facts.rules[utterance.number, default: []] { change.additions.insert(facetGrams.gram(.rule(rule)), place) }
                    if let time = ConversationFacts.time(utterance.time, facts.start, utterance.start) {
                        state.include(time)
                        for facet in SearchFacet.times(time) { change.additions.insert(facetGrams.gram(facet), place) }
                    }
                    // One that does not decrypt is found by its facets, and reported when it is.
                    guard let text = try? utterance.text(index.archive, key) else { continue }
                    SearchIndex.insert(Folded(text), place, sounds: state.hasSounds, into: &change.additions)
                }
                lower = upper + 1
            }
            blocks[block] = change
        }
    }

    /// Adds the grams of a folded text.
    private static func insert(_ folded: Folded, _ place: UInt16, sounds: Bool, into batch: inout PostingBatch) {
        let scalars = FoldedScalars(folded.bytes).values
        var previous: (scalar: UInt32, sounds: SoundClasses)?
        for scalar in scalars {
            let classes = Mandarin.soundClasses(of: scalar)
            batch.insert(.scalar(scalar), place)
            if let previous {
                batch.insert(.pair(previous.scalar, scalar), place)
                if sounds {
                    for first in 0..<previous.sounds.count {
                        for second in 0..<classes.count { batch.insert(.sounds(previous.sounds[first], classes[second]), place) }
                    }
                }
            }
            previous = (scalar, classes)
        }
    }

    // MARK: - Writing

    /// Reads rows by their keys, those that there are.
    static func rows(_ keys: [Int64], _ connection: any SQLConnection, _ body: (Int64, [UInt8]) throws -> Void) throws {
        var rest = keys[...]
        while !rest.isEmpty {
            let part = rest.prefix(256)
            rest = rest.dropFirst(256)
            try connection.each(
                "select id, grams from posting where id in (\(SQLList.places(part.count)))", SQLList.padded(part.map(SQLValue.integer))
            ) { row in
                try body(row.integer(0), row.bytes(1))
                return true
            }
        }
    }

    private func write(_ change: Change, _ connection: any SQLConnection) throws {
        let additions = change.additions.postings(), removals = change.removals.postings()
        var added = 0, removed = 0
        while added < additions.count || removed < removals.count {
            // Some rows at a time, each with all its grams.
            var buckets: [UInt64] = [], ranges: [(added: Range<Int>, removed: Range<Int>)] = []
            while buckets.count < 256, added < additions.count || removed < removals.count {
                let next = min(
                    added < additions.count ? additions[added].gram.bucket : .max,
                    removed < removals.count ? removals[removed].gram.bucket : .max)
                let firstAdded = added, firstRemoved = removed
                while added < additions.count, additions[added].gram.bucket == next { added += 1 }
                while removed < removals.count, removals[removed].gram.bucket == next { removed += 1 }
                buckets.append(next)
                ranges.append((firstAdded..<added, firstRemoved..<removed))
            }
            var existing: [Int64: [UInt8]] = [:]
            if !change.isFresh {
                try Self.rows(buckets.map { GramBucket.key(block: change.block, bucket: $0) }, connection) { existing[$0] = $1 }
            }
            var rows: [[SQLValue]] = []
            for (bucket, range) in zip(buckets, ranges) {
                let key = GramBucket.key(block: change.block, bucket: bucket)
                var entries = try existing[key].map { try GramBucket(key: key, row: $0).entries() } ?? []
                entries = try Self.merged(entries, additions[range.added], adding: true, key)
                entries = try Self.merged(entries, removals[range.removed], adding: false, key)
                if entries.isEmpty {
                    if existing[key] != nil { try connection.run("delete from posting where id = $1", [.integer(key)]) }
                } else {
                    rows.append([.integer(key), .bytes(GramBucket.row(key: key, entries))])
                }
            }
            try connection.insert(into: "posting", ["id", "grams"], rows, replacing: change.isFresh ? [] : ["id"])
        }
    }

    /// Adds places to the postings of some grams, or takes them away; both lists are ascending.
    private static func merged(
        _ entries: [(suffix: UInt64, posting: ArraySlice<UInt8>)], _ changes: ArraySlice<(gram: SearchGram, places: ArraySlice<UInt16>)>,
        adding: Bool, _ key: Int64
    ) throws(SearchIndexDamage) -> [(suffix: UInt64, posting: ArraySlice<UInt8>)] {
        guard !changes.isEmpty else { return entries }
        var result: [(suffix: UInt64, posting: ArraySlice<UInt8>)] = []
        result.reserveCapacity(entries.count + changes.count)
        var rest = entries[...]
        for (gram, places) in changes {
            while let next = rest.first, next.suffix < gram.suffix { result.append(rest.removeFirst()) }
            guard let next = rest.first, next.suffix == gram.suffix else {
                if adding { result.append((gram.suffix, PostingList.encoded(places)[...])) }
                continue
            }
            rest.removeFirst()
            guard var present = PostingList.decoded(next.posting) else { throw SearchIndexDamage(row: key) }
            if !adding {
                present = Set(present).subtracting(places).sorted()
            } else if let last = present.last, let first = places.first, last < first {
                present += places
            } else {
                present = Set(present).union(places).sorted()
            }
            if !present.isEmpty { result.append((gram.suffix, PostingList.encoded(present)[...])) }
        }
        return result + rest
    }
}
