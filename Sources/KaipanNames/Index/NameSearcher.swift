import KaipanText

/// Searches an index, one query at a time; make one for each thread and keep it, because it remembers which pages it examined.
public final class NameSearcher {
    public let index: NameIndex
    private let base: IndexReader
    private let delta: IndexReader?
    private let imports: [RegisterBatch]
    private var seen = SeenCores()
    /// One for each core of a query.
    private let scorers = (0..<NameForms.queryCount).map { _ in CoreScorer() }

    public init(_ index: NameIndex) throws(NameIndexError) {
        self.index = index
        base = IndexReader(index.base)
        delta = index.delta.map(IndexReader.init)
        imports = (delta ?? base).batches
        try base.requireIntact()
        try delta?.requireIntact()
    }

    /// The entries whose names are like the query's, the most alike first.
    ///
    /// - Complexity: bounded by the query's `workLimit`; as a rule a few thousand candidates.
    public func search(_ query: NameQuery) throws(NameIndexError) -> NameSearchResult {
        var result = NameSearchResult()
        let candidates = try candidates(query, limit: max(200, query.limit), &result)
        var rows: [FoundRow] = []
        for candidate in candidates {
            let reader = candidate.isInDelta ? delta! : base
            let sharing = reader.referenceCount(candidate.core)
            for reference in reader.references(candidate.core, limit: Self.rowsPerCore) {
                if !candidate.isInDelta, let delta, delta.replaces(reference.row) { continue }
                guard let (row, batch) = reader.row(reference.row), Self.admits(row, query) else { continue }
                rows.append(
                    FoundRow(
                        row: row, name: Self.name(of: row, kind: reference.kind, like: candidate, reader, index.vocabulary),
                        batch: imports.indices.contains(batch) ? imports[batch] : nil,
                        score: Double(candidate.score), sharing: sharing))
            }
            if sharing > Self.rowsPerCore { result.isTruncated = true }
            if rows.count >= query.limit * 4 { break }
        }
        try base.requireIntact()
        try delta?.requireIntact()
        result.rows = Self.nearestFirst(rows, query)
        return result
    }

    /// The most rows of one core that are looked at.
    static let rowsPerCore = 256

    /// The cores that are most like the query's, for measuring.
    package func candidates(_ query: NameQuery, limit: Int, _ result: inout NameSearchResult) throws(NameIndexError) -> [NameCandidate] {
        let name = NameText(query.name, vocabulary: index.vocabulary, near: query.city)
        let forms = NameForms.queries(of: name)
        for (form, scorer) in zip(forms, scorers) { scorer.begin(form) }
        var run = Run(query, limit: limit, scorers: Array(scorers.prefix(forms.count)))
        let isCantonese = query.city.map { $0.hasPrefix("44") } ?? false
        let lookUps = forms.flatMap { NameKeys.lookUps(of: $0, isCantonese: isCantonese) }
        for (reader, isInDelta) in [(base, false)] + (delta.map { [($0, true)] } ?? []) {
            seen.begin(upTo: query.workLimit)
            run.left = query.workLimit
            run.isInDelta = isInDelta
            let found = lookUps.map { reader.postings(of: $0.key) }
            // Those with the same characters first, in case the work must end early.
            for postings in found { run.visit(postings.checked, reader, &seen) }
            for (lookUp, postings) in zip(lookUps, found) where !lookUp.isExact {
                run.visit(postings.all.lowerBound..<postings.checked.lowerBound, reader, &seen)
                run.visit(postings.checked.upperBound..<postings.all.upperBound, reader, &seen)
            }
            result.scored += query.workLimit - run.left
            if run.left <= 0 { result.isTruncated = true }
            try reader.requireIntact()
        }
        return run.best.sorted
    }

    /// One search on its way through the postings.
    private struct Run {
        var best: BestCandidates
        /// Candidates that may still be scored.
        var left = 0
        var isInDelta = false
        private let scorers: [CoreScorer]
        private let kinds: UInt8
        private let classes: UInt64
        private let provinces: UInt32

        init(_ query: NameQuery, limit: Int, scorers: [CoreScorer]) {
            best = BestCandidates(limit: limit)
            self.scorers = scorers
            kinds = NameSearcher.kinds(query)
            classes = query.classes.rawValue
            provinces = CoreRecord.province(of: query.city)
        }

        mutating func visit(_ postings: Range<Int>, _ reader: IndexReader, _ seen: inout SeenCores) {
            let atOnce = 64
            withUnsafeTemporaryAllocation(of: Int.self, capacity: atOnce) { cores in
                var next = postings.lowerBound
                while next < postings.upperBound, left > 0 {
                    let end = min(next + min(atOnce, left), postings.upperBound)
                    let pointer = reader.cores(ofPostings: next..<end)
                    var count = 0
                    // What is read is not used before it is examined; the sum only keeps the reading from being left out.
                    var touched: UInt64 = 0
                    for index in 0..<end - next {
                        let core = Int(UInt32(littleEndian: pointer.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)))
                        guard seen.insert(core) else { continue }
                        cores[count] = core
                        count += 1
                        touched |= reader.touch(core)
                    }
                    next = end
                    left -= count
                    guard touched != 0 else { continue }
                    for index in 0..<count { score(cores[index], reader) }
                }
            }
        }

        @inline(__always)
        private mutating func score(_ core: Int, _ reader: IndexReader) {
            let record = reader.record(core)
            guard NameSearcher.admits(record, kinds, classes, provinces) else { return }
            let least = max(NameSearcher.threshold, best.least)
            var score: Float = 0
            for scorer in scorers { score = max(score, scorer.score(record, least: max(least, score))) }
            if score >= least { best.insert(NameCandidate(core: core, score: score, isInDelta: isInDelta)) }
        }
    }

    /// Below this nothing is alike: one of two characters.
    static let threshold: Float = 0.5

    // MARK: - Filters

    /// The bits of `CoreRecord.kinds` that a query asks for: registers below, statuses above.
    static func kinds(_ query: NameQuery) -> UInt8 {
        var bits: UInt8 = query.includesEnded ? 0xF0 : 0xF0 & ~(1 << (4 + RegisterStatus.ended.rawValue))
        for register in query.registers { bits |= 1 << RowCodec.kind(register) }
        return bits
    }

    /// Whether a core may have a row that the query admits.
    @inline(__always)
    static func admits(_ record: CoreRecord, _ kinds: UInt8, _ classes: UInt64, _ provinces: UInt32) -> Bool {
        let common = record.kinds & kinds
        guard common & 0x0F != 0, common & 0xF0 != 0 else { return false }
        let isMark = common & 0b010 != 0 && (classes == 0 || record.classes & classes != 0 || record.classes == 0)
        let isLocal = common & 0b101 != 0 && (provinces == 0 || record.provinces & provinces != 0 || record.provinces == 0)
        return isMark || isLocal
    }

    static func admits(_ row: RegisterRow, _ query: NameQuery) -> Bool {
        guard query.registers.contains(row.register), query.includesEnded || row.status != .ended else { return false }
        switch row.register {
        case .trademark:
            return query.classes.isEmpty || row.classes.isEmpty || !row.classes.isDisjoint(with: query.classes) || row.isWellKnown
        case .place, .project:
            guard let city = query.city, let division = row.division else { return true }
            return division.prefix(2) == city.prefix(2)
        }
    }

    /// Which of a row's names was found: the one whose core is the candidate's.
    private static func name(
        of row: RegisterRow, kind: UInt8, like candidate: NameCandidate, _ reader: IndexReader, _ vocabulary: NameVocabulary
    ) -> String {
        kind == 0 ? row.name : Self.name(of: row, kind: kind, core: reader.record(candidate.core), vocabulary)
    }

    static func name(of row: RegisterRow, kind: UInt8, core record: CoreRecord, _ vocabulary: NameVocabulary) -> String {
        guard kind != 0 else { return row.name }
        let core = (0..<Int(record.length)).map { record.character($0) }
        return row.otherNames.first { other in
            other.kind.rawValue == kind && NameForms.cores(of: NameText(other.text, vocabulary: vocabulary, near: row.division)).contains(core)
        }?.text ?? row.name
    }

    /// The most alike first; of equals those that are in the city and live.
    static func nearestFirst(_ rows: [FoundRow], _ query: NameQuery) -> [FoundRow] {
        let ranked = rows.enumerated().map { index, found in
            let shared = zip((query.city ?? "").utf8, (found.row.division ?? "").utf8).prefix { $0 == $1 }.count
            return Rank(score: -found.score, distance: -shared, ended: found.row.status == .ended ? 1 : 0, index: index)
        }
        var unique: Set<Identity> = []
        var result: [FoundRow] = []
        let sorted = ranked.sorted { a, b in
            if a != b { return a < b }
            let first = rows[a.index], second = rows[b.index]
            return (first.row.name, first.row.key, a.index) < (second.row.name, second.row.key, b.index)
        }
        for rank in sorted where result.count < query.limit {
            let found = rows[rank.index]
            if unique.insert(Identity(register: found.row.register, key: found.row.key, name: found.name)).inserted { result.append(found) }
        }
        return result
    }

    /// What of a row decides on its place, but for its name.
    private struct Rank: Comparable {
        var score: Double
        var distance: Int
        var ended: Int
        /// Which row it is; two rows are equal without it.
        var index: Int

        static func == (a: Self, b: Self) -> Bool { a.score == b.score && a.distance == b.distance && a.ended == b.ended }

        static func < (a: Self, b: Self) -> Bool { (a.score, a.distance, a.ended) < (b.score, b.distance, b.ended) }
    }

    private struct Identity: Hashable {
        var register: RegisterKind
        var key: String
        var name: String
    }
}
