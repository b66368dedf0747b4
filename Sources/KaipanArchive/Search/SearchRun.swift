import KaipanText

/// One search, in one state of the index and of the records.
///
/// It goes from the newest utterance to the oldest: those that the index does not have yet are all read, of the others the candidates. What
/// is known without the text is asked first; then the text is decrypted, folded and asked. It ends when the page is full.
struct SearchRun {
    private let archive: Archive
    private let query: SearchQuery
    private let records: any SQLConnection
    private let index: PostingReader?
    private let limit: Int
    /// What becomes of each text before it is asked; nil where nothing.
    private let reading: ((String) -> String)?
    private var bound: Int64
    private var facts: ConversationFactsReader
    private var result = SearchPage()
    /// Of each hit, since its conversation began.
    private var offsets: [Int64?] = []
    private let lag: SearchIndexLag?
    private let affirmed: [Int]

    /// - Parameters:
    ///   - index: nil where there is none to go by.
    ///   - lag: what it does not know.
    ///   - reading: what becomes of each text before it is asked and shown.
    init(
        _ archive: Archive, _ query: SearchQuery, _ records: any SQLConnection, _ index: PostingReader?, _ lag: SearchIndexLag?,
        below bound: Int64, limit: Int, reading: ((String) -> String)? = nil
    ) {
        self.reading = reading
        self.lag = lag
        self.archive = archive
        self.query = query
        self.records = records
        self.index = index
        self.bound = bound
        self.limit = limit
        facts = ConversationFactsReader(records)
        affirmed = query.expression.affirmed()
    }

    mutating func run() throws -> SearchPage {
        try search()
        try dateHits()
        if isFull { result.next = result.hits.last?.id }
        return result
    }

    private var isFull: Bool { result.hits.count >= limit }

    private mutating func search() throws {
        guard let index, let lag else { return try scan(from: 0) }
        result.usedIndex = true
        let changedIDs = try lag.changed.flatMap { conversation in
            try records.rows(
                "select id from utterance where conversation = $1 and id <= $2",
                [.text(conversation.description), .integer(index.state.utterances)]
            ).map { try $0.integer(0) }
        }
        if lag.newest > index.state.utterances { try scan(from: index.state.utterances + 1) }
        bound = min(bound, index.state.utterances + 1)
        let lookups = query.terms.map(index.lookup) + (query.expression.hasNegation ? [index.all] : [])
        var block = SearchIndex.block(bound - 1), step: Int64 = 1
        while !isFull, bound > 1, block >= 0 {
            let blocks = (max(0, block - step + 1)...block).reversed()
            let found = try index.candidates(lookups, in: Array(blocks))
            var sound: [BlockCandidates] = []
            for block in blocks {
                guard let candidates = found[block] ?? nil else {
                    try read(sound)
                    sound = []
                    guard !isFull else { break }
                    result.damagedBlocks.append(block)
                    try scan(from: block * Int64(BlockBits.count))
                    continue
                }
                var bits = select(query.expression, candidates).bits
                for id in changedIDs where SearchIndex.block(id) == block { bits.insert(SearchIndex.place(id)) }
                sound.append(BlockCandidates(block: block, bits: bits, candidates: candidates))
            }
            try read(sound)
            block -= step
            // The first page is mostly full after the newest block; what is rare is looked for in more and more blocks at once.
            step = min(step * 2, 16)
        }
    }

    /// What may match in one block, and what is known of each term there.
    private struct BlockCandidates {
        let block: Int64
        let bits: BlockBits
        let candidates: [PostingReader.Candidates]

        var first: Int64 { block * Int64(BlockBits.count) }
    }

    /// The utterances of a block that may match, or do for certain.
    private func select(_ expression: SearchExpression, _ candidates: [PostingReader.Candidates]) -> PostingReader.Candidates {
        switch expression {
        case .term(let place): return candidates[place]
        case .not(let inner):
            var all = candidates[candidates.count - 1]
            let without = select(inner, candidates)
            // What was taken away must not keep the rest from being found.
            if without.isExact, reading == nil { all.bits.subtract(without.bits) }
            return PostingReader.Candidates(bits: all.bits, isExact: without.isExact)
        case .and(let parts), .or(let parts):
            var selected = select(parts[0], candidates)
            for part in parts.dropFirst() {
                let next = select(part, candidates)
                if case .and = expression { selected.bits.formIntersection(next.bits) } else { selected.bits.formUnion(next.bits) }
                selected.isExact = selected.isExact && next.isExact
            }
            return selected
        }
    }

    // MARK: - Reading utterances

    /// Of several transcripts of a conversation the newest counts.
    private static let newest = """
        not exists (select 1 from utterance later where later.conversation = utterance.conversation
        and later.number = utterance.number and later.id > utterance.id)
        """

    /// How many are read at once: as many as are missing, and more and more where few match.
    private func batch(after rounds: Int) -> Int { min(512, max(8, (limit - result.hits.count) << min(rounds, 6))) }

    /// Reads all utterances from an id on.
    private mutating func scan(from first: Int64) throws {
        var rounds = 0
        while !isFull, bound > first {
            let count = batch(after: rounds)
            let rows = try records.rows(
                """
                select \(SearchedUtterance.columns) from utterance where id < $1 and id >= $2 and \(Self.newest)
                order by id desc limit \(count)
                """,
                [.integer(bound), .integer(first)])
            try judge(rows, [:])
            guard rows.count == count else {
                if !isFull { bound = min(bound, first) }
                return
            }
            rounds += 1
        }
    }

    /// Reads the candidates of some blocks, which come in descending order; several blocks with one statement where each has few.
    private mutating func read(_ blocks: [BlockCandidates]) throws {
        guard let lowest = blocks.last?.first else { return }
        let candidates = Dictionary(uniqueKeysWithValues: blocks.map { ($0.block, $0.candidates) })
        var rounds = 0
        while !isFull {
            let limit = batch(after: rounds)
            var ids: [Int64] = []
            for block in blocks where ids.count < limit && bound > block.first {
                let below = Int(min(bound - block.first, Int64(BlockBits.count)))
                ids += block.bits.descending(below: below, limit: limit - ids.count).map { block.first + Int64($0) }
            }
            guard let last = ids.last else { break }
            let rows = try records.rows(
                """
                select \(SearchedUtterance.columns) from utterance where id in (\(SQLList.places(ids.count))) and \(Self.newest)
                order by id desc
                """,
                SQLList.padded(ids.map(SQLValue.integer)))
            try judge(rows, candidates)
            if !isFull { bound = last }
            rounds += 1
        }
        if !isFull { bound = min(bound, lowest) }
    }

    // MARK: - Judging

    private mutating func judge(_ rows: [SQLRow], _ blocks: [Int64: [PostingReader.Candidates]]) throws {
        var open: [SearchedUtterance] = []
        for row in rows {
            let utterance = try SearchedUtterance(row)
            if try query.expression.evaluate({ try known($0, utterance, blocks) }) != false { open.append(utterance) }
        }
        let keys = try archive.keys.keys(ofConversations: Array(Set(open.map(\.conversation))))
        for utterance in open where !isFull {
            bound = utterance.id
            guard let key = keys[utterance.conversation] else {
                // How many lie below what a reviewer does not see would tell it.
                if reading == nil { result.erased += 1 }
                continue
            }
            if reading == nil { result.scanned += 1 }
            guard var text = try? utterance.text(archive, key) else {
                result.unreadable.append(utterance.id)
                continue
            }
            if let reading { text = reading(text) }
            let folded = Folded(text)
            var scalars: FoldedScalars?
            let matches = try query.expression.evaluate { place -> Bool? in
                switch query.terms[place] {
                case .word(let word): return word.isIn(folded.bytes)
                case .sounds(let word):
                    let values = scalars ?? FoldedScalars(folded.bytes)
                    scalars = values
                    return word.isIn(values)
                default: return try known(place, utterance, blocks)
                }
            }
            guard matches == true else { continue }
            if reading != nil { result.scanned += 1 }
            result.hits.append(SearchHit(
                id: utterance.id, conversation: utterance.conversation, number: Int(utterance.number), role: utterance.role,
                speaker: Int(utterance.speaker), time: utterance.time, text: text, matches: ranges(folded)))
            offsets.append(utterance.start)
        }
    }

    /// Whether a term holds, as far as that is known without the text.
    private mutating func known(
        _ place: Int, _ utterance: SearchedUtterance, _ blocks: [Int64: [PostingReader.Candidates]]
    ) throws -> Bool? {
        let term = query.terms[place]
        switch term {
        case .word, .sounds: return nil
        case .role(let role): return utterance.role == role
        default: break
        }
        if let candidates = blocks[SearchIndex.block(utterance.id)], candidates[place].isExact,
            lag?.changed.contains(utterance.conversation) == false
        {
            return candidates[place].bits[SearchIndex.place(utterance.id)]
        }
        switch term {
        case .record(let link): return try facts.facts(of: utterance.conversation).records.contains(link)
        case .rule(let rule): return try facts.facts(of: utterance.conversation).rules[utterance.number, default: []].contains(rule)
        case .from(let day): return try time(utterance).map { $0.dayInChina >= day } ?? false
        case .through(let day): return try time(utterance).map { $0.dayInChina <= day } ?? false
        case .word, .sounds, .role: return nil
        }
    }

    private mutating func time(_ utterance: SearchedUtterance) throws -> Timestamp? {
        if let time = utterance.time { return time }
        return ConversationFacts.time(nil, try facts.facts(of: utterance.conversation).start, utterance.start)
    }

    /// Gives the hits without a clock of their own the time of their conversations, in one statement.
    private mutating func dateHits() throws {
        let undated = Set(result.hits.lazy.filter { $0.time == nil }.map(\.conversation))
        guard !undated.isEmpty else { return }
        let starts = try facts.starts(of: Array(undated))
        for index in result.hits.indices where result.hits[index].time == nil {
            result.hits[index].time = ConversationFacts.time(nil, starts[result.hits[index].conversation], offsets[index])
        }
    }

    /// Where the words that count stand in the original text.
    private func ranges(_ folded: Folded) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        for place in affirmed {
            switch query.terms[place] {
            case .word(let word): ranges += word.ranges(in: folded.bytes)
            case .sounds(let word): ranges += word.ranges(in: FoldedScalars(folded.bytes))
            default: break
            }
        }
        var merged: [Range<Int>] = []
        for range in ranges.map(folded.map.originalRange).sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}
